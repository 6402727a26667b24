package io.coterie.feedback.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// All that this service knows of a customer.
public record KnownCustomer(@BsonId UUID id, Profile profile) {

    /// The keys of the identities, as of a version. The version stands first: profiles are compared by it.
    public record Profile(long version, Instant changedAt, List<String> keys) {}

    /// A customer is known by the customer's own id, too.
    public static KnownCustomer of(UUID id, long version, Instant changedAt, List<Identity> identities) {
        List<String> keys = new ArrayList<>();
        keys.add(new Identity(Identity.CUSTOMER_ID, id.toString()).key());
        identities.forEach(identity -> keys.add(identity.key()));
        return new KnownCustomer(id, new Profile(version, changedAt, List.copyOf(keys)));
    }
}
