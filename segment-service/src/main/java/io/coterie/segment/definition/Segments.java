package io.coterie.segment.definition;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Segments implements PanacheRepositoryBase<SegmentEntity, Integer> {
    Optional<SegmentEntity> byKey(String key) {
        return find("key", key).firstResultOptional();
    }

    /// In the order of their keys: those that are archived, or those that are not.
    List<SegmentEntity> after(String key, boolean archived, int most) {
        String which = archived ? "archivedAt is not null" : "archivedAt is null";
        return find("key > ?1 and " + which + " order by key", key)
                .page(0, most)
                .list();
    }

    /// All that lost members when they were archived.
    List<SegmentEntity> withdrawn() {
        return list("archivedVersion is not null");
    }
}
