package io.coterie.segment.definition;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// A segment: a key that people choose, and the versions of its rule.
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

    protected SegmentEntity() {}

    SegmentEntity(String key, String name, Instant createdAt) {
        this.key = key;
        this.name = name;
        this.createdAt = createdAt;
    }
}
