package io.coterie.systemtest.load;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// A shop's customers under the ids that the suite gave them.
///
/// @param numbers by id
public record People(Map<UUID, Integer> numbers) {
    private static final String BY_USER_ID =
            "SELECT customer_id::text, value FROM identity WHERE namespace = 'user_id' AND value LIKE ?";

    public static People of(Suite suite, Shop shop) {
        var numbers = new TreeMap<UUID, Integer>();
        suite.rows(ServiceName.CUSTOMER)
                .map(BY_USER_ID, shop.key() + "-%")
                .forEach((id, externalId) -> numbers.put(UUID.fromString(id), shop.customer(externalId)));
        return new People(numbers);
    }

    public Set<UUID> ids() {
        return numbers.keySet();
    }

    public UUID[] idArray() {
        return numbers.keySet().toArray(UUID[]::new);
    }

    /// -1 for a stranger.
    public int number(String id) {
        return numbers.getOrDefault(UUID.fromString(id), -1);
    }
}
