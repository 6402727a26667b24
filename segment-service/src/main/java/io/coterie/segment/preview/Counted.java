package io.coterie.segment.preview;

import io.coterie.kit.event.Bucket;

/// What was counted in the buckets before one, each of them whole.
///
/// @param buckets how many, from the first one on
/// @param customers how many are in them
/// @param members of how many of these the rule holds
record Counted(int buckets, long customers, long members) {
    static final Counted NOTHING = new Counted(0, 0, 0);

    boolean isComplete() {
        return buckets == Bucket.COUNT;
    }
}
