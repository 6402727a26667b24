package io.coterie.segment.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One version of a segment's rule. The rule never changes; the state does, by [VersionLife] and [ArchiveSegment]
/// alone.
@Entity
@Table(name = "segment_version")
class VersionEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @ManyToOne(optional = false)
    @JoinColumn(name = "segment_id")
    SegmentEntity segment;

    int version;
    String rule;

    @Enumerated(EnumType.STRING)
    VersionState state = VersionState.STAGED;

    long epoch;

    /// When it was last cut over to.
    @Column(name = "active_since")
    @Nullable
    Instant activeSince;

    /// The version of the model that its scores are by; absent where it reads none, or was never evaluated.
    @Column(name = "rfm_model")
    @Nullable
    Integer rfmModel;

    /// Whether it is active for its model alone: the version before has the same rule.
    boolean rescored;

    @Column(name = "created_at")
    Instant createdAt;

    protected VersionEntity() {}

    VersionEntity(SegmentEntity segment, int version, String rule, Instant createdAt) {
        this.segment = segment;
        this.version = version;
        this.rule = rule;
        this.createdAt = createdAt;
    }

    void becomes(VersionState next, long raised) {
        state = next;
        epoch = raised;
    }
}
