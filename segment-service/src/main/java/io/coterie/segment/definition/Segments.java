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

    List<SegmentEntity> after(String key, int most) {
        return find("key > ?1 order by key", key).page(0, most).list();
    }
}
