package io.coterie.segment.touch;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.membership.CustomerState;
import java.util.List;
import java.util.UUID;

/// How far a walk over all customers has come, in the order of their keys.
public record Place(int bucket, UUID customer, boolean finished) {
    private static final UUID LOWEST = new UUID(0, 0);
    public static final Place START = new Place(-1, LOWEST, false);

    public static Place of(UUID customer) {
        return new Place(Bucket.of(customer), customer, false);
    }

    /// The place behind a page of the walk.
    /// @param most how many were asked for: fewer are the last ones
    public Place behind(List<CustomerState> page, int most) {
        return page.size() < most ? end() : of(page.getLast().customerId());
    }

    /// Behind the last customer.
    public Place end() {
        return new Place(Bucket.COUNT, customer, true);
    }
}
