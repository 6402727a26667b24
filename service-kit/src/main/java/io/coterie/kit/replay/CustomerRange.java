package io.coterie.kit.replay;

import io.coterie.kit.event.Bucket;
import java.util.UUID;

/// Customers between two keys in the order of (bucket, id), both ends included.
public record CustomerRange(int firstBucket, UUID first, int lastBucket, UUID last) {
    static final CustomerRange ALL = new CustomerRange(0, new UUID(0, 0), Bucket.COUNT - 1, new UUID(-1, -1));

    static CustomerRange only(UUID customer) {
        int bucket = Bucket.of(customer);
        return new CustomerRange(bucket, customer, bucket, customer);
    }
}
