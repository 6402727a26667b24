package io.coterie.segment.membership;

import io.coterie.kit.event.Bucket;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Ids of customers in the one order in which rows are locked, with their buckets: parallel arrays for `unnest`.
final class CustomerKeys {
    private static final Comparator<UUID> LOCK_ORDER =
            Comparator.<UUID>comparingInt(Bucket::of).thenComparing(UUID::toString);

    private final List<UUID> ids;

    CustomerKeys(Collection<UUID> ids) {
        this.ids = ids.stream().distinct().sorted(LOCK_ORDER).toList();
    }

    List<UUID> ids() {
        return ids;
    }

    Short[] bucketArray() {
        return ids.stream().map(id -> (short) Bucket.of(id)).toArray(Short[]::new);
    }

    UUID[] idArray() {
        return ids.toArray(UUID[]::new);
    }
}
