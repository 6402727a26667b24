package io.coterie.segment.definition;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Versions implements PanacheRepositoryBase<VersionEntity, Long> {
    /// Newest first.
    List<VersionEntity> of(SegmentEntity segment) {
        return list("segment = ?1 order by version desc", segment);
    }

    Optional<VersionEntity> of(SegmentEntity segment, int version) {
        return find("segment = ?1 and version = ?2", segment, version).firstResultOptional();
    }

    Optional<VersionEntity> active(SegmentEntity segment) {
        return find("segment = ?1 and state = ?2", segment, VersionState.ACTIVE).firstResultOptional();
    }

    /// All that are or may be evaluated, with their segments; of archived segments none.
    List<VersionEntity> notRetired() {
        return list(
                "from VersionEntity v join fetch v.segment s where v.state <> ?1 and s.archivedAt is null",
                VersionState.RETIRED);
    }
}
