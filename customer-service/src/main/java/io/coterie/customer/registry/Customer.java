package io.coterie.customer.registry;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A customer as people read it. It is written set by set, through `ProfileChanges` alone.
@Entity
@Immutable
class Customer {
    @EmbeddedId
    private Key key;

    private long version;
    private @Nullable String email;

    @JdbcTypeCode(SqlTypes.JSON)
    private String traits;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Customer() {}

    /// The bucket leads, as in every large table.
    @Embeddable
    record Key(int bucket, UUID id) {}

    UUID id() {
        return key.id;
    }

    long version() {
        return version;
    }

    @Nullable
    String email() {
        return email;
    }

    /// A JSON object.
    String traits() {
        return traits;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}
