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

    /// All that may be evaluated, with their segments.
    List<VersionEntity> notRetired() {
        return list("from VersionEntity v join fetch v.segment where v.state <> ?1", VersionState.RETIRED);
    }
}
