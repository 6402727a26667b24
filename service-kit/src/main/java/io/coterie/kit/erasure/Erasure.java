package io.coterie.kit.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A person who is to be forgotten: an item of `customer.erased.v1`.
///
/// @param customerIds every id that the person was known by
/// @param erasedAt facts up to this instant are refused from now on
/// @param identityHashes of the external ids, as [IdentityHashes] makes them
public record Erasure(UUID id, UUID customerId, List<UUID> customerIds, Instant erasedAt, List<String> identityHashes) {
    public static final String TYPE = "customer.erased.v1";

    /// There is one erasure of an id, for it never comes back.
    public static UUID idOf(UUID customerId) {
        return Ids.derived("erasure", customerId);
    }

    /// @throws IllegalArgumentException when the item lacks what its contract promises
    public static Erasure read(JsonNode item, ObjectMapper json) {
        try {
            Erasure read = json.treeToValue(item, Erasure.class);
            return new Erasure(
                    read.id, read.customerId, List.copyOf(read.customerIds), read.erasedAt, read.identityHashes);
        } catch (JsonProcessingException | NullPointerException broken) {
            throw new IllegalArgumentException("an item is no erasure");
        }
    }

    /// For `customer_id = ANY (?)`.
    public UUID[] customers() {
        return customerIds.toArray(UUID[]::new);
    }
}
