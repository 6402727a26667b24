package io.coterie.kit.event;

import java.util.UUID;

/// A customer's bucket, 0 to 1023: the leading part of every large table's key, and the unit of sliced work.
///
/// The same in every service and for ever: changing it would strand stored rows.
public final class Bucket {
    public static final int COUNT = 1024;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private static final int TOP_BITS = Long.SIZE - 10;

    private Bucket() {}

    /// Fibonacci hashing of both halves of the id.
    public static int of(UUID customerId) {
        long mixed = customerId.getMostSignificantBits() ^ Long.rotateLeft(customerId.getLeastSignificantBits(), 31);
        return (int) ((mixed * GOLDEN_RATIO) >>> TOP_BITS);
    }
}
