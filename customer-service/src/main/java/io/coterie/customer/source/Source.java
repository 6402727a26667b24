package io.coterie.customer.source;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// Where facts come from: a shop, an app, a CRM. Its write key is known by the hash alone.
@Entity
public class Source {
    @Id
    private UUID id;

    private String key;
    private String name;

    @Column(name = "write_key_hash")
    private byte[] writeKeyHash;

    @Column(name = "created_at")
    private Instant createdAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected Source() {}

    Source(UUID id, String key, String name, WriteKey writeKey, Instant createdAt) {
        this.id = id;
        this.key = key;
        this.name = name;
        this.writeKeyHash = writeKey.hash();
        this.createdAt = createdAt;
    }

    public UUID id() {
        return id;
    }

    public String key() {
        return key;
    }

    public String name() {
        return name;
    }

    Instant createdAt() {
        return createdAt;
    }
}
