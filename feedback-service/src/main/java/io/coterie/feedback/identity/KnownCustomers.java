package io.coterie.feedback.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Read model of the customers, one document each; the higher version of a profile wins.
@Singleton
public class KnownCustomers {
    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions().ordered(false);

    private final MongoCollection<KnownCustomer> collection;

    public KnownCustomers(FeedbackDatabase database) {
        this.collection = database.collection("customers", KnownCustomer.class);
    }

    void prepare(@Observes StartupEvent started) {
        collection.createIndex(Indexes.ascending("keys"));
    }

    /// The customer known by the first of these identities that anybody is known by. Should two profiles claim one
    /// identity, which only lasts while a change is under way, the later change decides.
    public Optional<UUID> ownerOf(List<Identity> identities) {
        for (Identity identity : identities) {
            KnownCustomer owner = collection
                    .find(eq("keys", identity.key()))
                    .sort(Sorts.descending("changedAt"))
                    .first();
            if (owner != null) {
                return Optional.of(owner.id());
            }
        }
        return Optional.empty();
    }

    /// Keeps those that are newer than what is stored. Each customer at most once.
    public void remember(Collection<KnownCustomer> customers) {
        List<KnownCustomer> all = List.copyOf(customers);
        if (all.isEmpty()) {
            return;
        }
        try {
            collection.bulkWrite(all.stream().map(each -> write(each, true)).toList(), ANY_ORDER);
        } catch (MongoBulkWriteException failed) {
            rememberExisting(failed.getWriteErrors().stream()
                    .map(error -> all.get(duplicate(error, failed).getIndex()))
                    .toList());
        }
    }

    /// An upsert whose filter found no older version tried to insert: the document exists, perhaps by a concurrent
    /// insert of an older version.
    private void rememberExisting(List<KnownCustomer> existing) {
        collection.bulkWrite(existing.stream().map(each -> write(each, false)).toList(), ANY_ORDER);
    }

    private static BulkWriteError duplicate(BulkWriteError error, MongoBulkWriteException failed) {
        if (error.getCategory() != ErrorCategory.DUPLICATE_KEY || failed.getWriteConcernError() != null) {
            throw failed;
        }
        return error;
    }

    private static UpdateOneModel<KnownCustomer> write(KnownCustomer customer, boolean upsert) {
        return new UpdateOneModel<>(
                and(eq("_id", customer.id()), lt("version", customer.version())),
                combine(
                        set("version", customer.version()),
                        set("changedAt", customer.changedAt()),
                        set("keys", customer.keys())),
                new UpdateOptions().upsert(upsert));
    }
}
