package io.coterie.feedback.identity;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Read model of the customers, one document each; the higher version of a profile wins.
@Singleton
public class KnownCustomers {
    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<KnownCustomer> collection;
    private final Tombstones tombstones;

    public KnownCustomers(FeedbackDatabase database, Tombstones tombstones) {
        this.collection = database.collection("customers", KnownCustomer.class);
        this.tombstones = tombstones;
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("profile.keys"));
    }

    /// The customer known by the first of these identities that anybody is known by. Should two profiles claim one
    /// identity, which only lasts while a change is under way, the later change decides. Who is erased owns nothing
    /// any more.
    public Optional<UUID> ownerOf(List<Identity> identities) {
        for (Identity identity : identities) {
            List<UUID> owners = collection
                    .find(eq("profile.keys", identity.key()))
                    .sort(Sorts.descending("profile.changedAt"))
                    .map(KnownCustomer::id)
                    .into(new ArrayList<>());
            owners.removeAll(tombstones.among(owners));
            if (!owners.isEmpty()) {
                return Optional.of(owners.getFirst());
            }
        }
        return Optional.empty();
    }

    /// Keeps those that are newer than what is stored, and of the erased nothing.
    public void remember(Collection<KnownCustomer> customers) {
        if (!customers.isEmpty()) {
            collection.bulkWrite(customers.stream().map(KnownCustomers::newest).toList(), ANY_ORDER);
            forget(tombstones.among(customers.stream().map(KnownCustomer::id).toList()));
        }
    }

    /// Returns how many they were.
    public long forget(Collection<UUID> customers) {
        return customers.isEmpty()
                ? 0
                : collection.deleteMany(in("_id", customers)).getDeletedCount();
    }

    /// `$max` compares documents by their fields in order, so by the version: the newer profile stays, in one atomic
    /// step that needs nothing but the `_id` to find its document.
    private static UpdateOneModel<KnownCustomer> newest(KnownCustomer customer) {
        return new UpdateOneModel<>(eq("_id", customer.id()), max("profile", customer.profile()), UPSERT);
    }
}
