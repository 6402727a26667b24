package io.coterie.segment.preview;

import io.coterie.kit.event.Bucket;
import java.util.List;
import java.util.UUID;

/// A walk over customers in the order of their keys that counts. It can be taken up again by anybody at the last bucket
/// that it has begun.
final class CountingWalk {
    private static final UUID LOWEST = new UUID(0, 0);

    private final int end;
    private Counted whole;
    private int bucket;
    private UUID last = LOWEST;
    private long customers;
    private long members;

    /// @param end the bucket to stop before
    CountingWalk(Counted from, int end) {
        this.end = end;
        this.whole = from;
        this.bucket = from.buckets();
        this.customers = from.customers();
        this.members = from.members();
    }

    /// The bucket in which the next page begins, behind [#last].
    int bucket() {
        return bucket;
    }

    UUID last() {
        return last;
    }

    int end() {
        return end;
    }

    /// What was counted in whole buckets.
    Counted whole() {
        return whole;
    }

    boolean isFinished() {
        return whole.buckets() == end;
    }

    /// @param most how many were asked for: fewer are the last ones
    void count(List<TryRule.Tried> page, int most) {
        page.forEach(this::count);
        if (page.size() < most) {
            whole = new Counted(end, customers, members);
        }
    }

    private void count(TryRule.Tried tried) {
        int reached = Bucket.of(tried.customer());
        if (reached > bucket) {
            whole = new Counted(reached, customers, members);
            bucket = reached;
        }
        last = tried.customer();
        customers++;
        members += tried.holds() ? 1 : 0;
    }
}
