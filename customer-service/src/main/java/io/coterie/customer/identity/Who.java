package io.coterie.customer.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a fact is about, by the ids that it carries: at least one. The address is already normalised.
public record Who(
        @Nullable String userId,
        @Nullable String anonymousId,
        @Nullable String email) {
    public Who {
        if (userId == null && anonymousId == null && email == null) {
            throw new IllegalArgumentException("a fact is about somebody");
        }
    }

    public List<Identity> identities() {
        List<Identity> identities = new ArrayList<>(3);
        if (userId != null) {
            identities.add(Identity.userId(userId));
        }
        if (anonymousId != null) {
            identities.add(Identity.anonymousId(anonymousId));
        }
        if (email != null) {
            identities.add(Identity.email(email));
        }
        return identities;
    }
}
