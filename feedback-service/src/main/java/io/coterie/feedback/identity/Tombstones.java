package io.coterie.feedback.identity;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.erasure.Erasure;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// Who is erased.
///
/// Whoever writes something about a customer looks here afterwards, and takes it back where there is a tombstone; an
/// erasure sets its tombstones before it looks for what to delete. So one of the two always sees the other.
@Singleton
public class Tombstones {
    public record Tombstone(@BsonId UUID id, UUID erasure, Instant erasedAt) {}

    private final MongoCollection<Tombstone> collection;

    public Tombstones(FeedbackDatabase database) {
        this.collection = database.collection("tombstones", Tombstone.class);
    }

    public void set(Erasure erasure) {
        erasure.customerIds().forEach(customer -> set(new Tombstone(customer, erasure.id(), erasure.erasedAt())));
    }

    private void set(Tombstone tombstone) {
        try {
            collection.insertOne(tombstone);
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
        }
    }

    /// Those of the customers who are erased.
    public Set<UUID> among(Collection<UUID> customers) {
        return customers.isEmpty()
                ? Set.of()
                : collection.find(in("_id", customers)).map(Tombstone::id).into(new HashSet<>());
    }
}
