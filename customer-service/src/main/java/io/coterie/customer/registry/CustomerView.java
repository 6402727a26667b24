package io.coterie.customer.registry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.coterie.customer.identity.Identity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A customer as the API shows it.
///
/// @param externalId the user id; absent for visitors who never told one
/// @param traits a JSON object
@Schema(name = "Customer")
record CustomerView(
        UUID id,
        @Nullable String externalId,
        @Nullable String email,
        @JsonRawValue @Schema(type = SchemaType.OBJECT) String traits,
        List<Identity> identities,
        long version,
        Instant createdAt,
        Instant changedAt) {

    static CustomerView of(Customer customer, List<Identity> identities) {
        return new CustomerView(
                customer.id(),
                identities.stream()
                        .filter(identity -> identity.namespace().equals(Identity.USER_ID))
                        .map(Identity::value)
                        .findFirst()
                        .orElse(null),
                customer.email(),
                customer.traits(),
                identities,
                customer.version(),
                customer.createdAt(),
                customer.changedAt());
    }
}
