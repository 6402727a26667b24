package io.coterie.feedback.identity;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.IdentityHashes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.codecs.pojo.annotations.BsonId;

/// External ids of erased persons, as keyed hashes: what was said before the erasure is not taken again.
@Singleton
public class ErasedIdentities {
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    public record ErasedIdentity(@BsonId String hash, Instant erasedAt) {}

    private final MongoCollection<ErasedIdentity> collection;
    private final IdentityHashes hashes;

    public ErasedIdentities(FeedbackDatabase database, HashKeys keys) {
        this.collection = database.collection("erased_identities", ErasedIdentity.class);
        this.hashes = new IdentityHashes(keys.hashKey(), keys.previousHashKeys().orElse(List.of()));
    }

    public void remember(Erasure erasure) {
        erasure.identityHashes()
                .forEach(hash -> collection.updateOne(eq("_id", hash), max("erasedAt", erasure.erasedAt()), UPSERT));
    }

    /// Whether one of the identities was erased at that time or later.
    public boolean erasedSince(Instant at, Collection<Identity> identities) {
        return !identities.isEmpty()
                && collection
                                .find(and(in("_id", of(identities)), gte("erasedAt", at)))
                                .first()
                        != null;
    }

    public Set<String> of(Collection<Identity> identities) {
        return identities.stream()
                .flatMap(identity -> of(identity.namespace(), identity.value()).stream())
                .collect(Collectors.toSet());
    }

    public Set<String> of(String namespace, String value) {
        return hashes.of(namespace, value);
    }
}
