package io.coterie.segment.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "segment")
class SegmentEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Integer id;

    String key;
    String name;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "archived_at")
    @Nullable
    Instant archivedAt;

    /// The definition epoch from which on it has no members.
    @Column(name = "archived_epoch")
    long archivedEpoch;

    /// The version that was active until then.
    @Column(name = "archived_version")
    @Nullable
    Integer archivedVersion;

    protected SegmentEntity() {}

    SegmentEntity(String key, String name, Instant createdAt) {
        this.key = key;
        this.name = name;
        this.createdAt = createdAt;
    }

    boolean archived() {
        return archivedAt != null;
    }

    void archive(Instant now, long epoch, @Nullable Integer activeVersion) {
        archivedAt = now;
        archivedEpoch = epoch;
        archivedVersion = activeVersion;
    }

    void restore() {
        archivedAt = null;
        archivedEpoch = 0;
        archivedVersion = null;
    }
}
