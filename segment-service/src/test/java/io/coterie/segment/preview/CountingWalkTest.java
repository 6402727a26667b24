package io.coterie.segment.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountingWalkTest {
    private final List<UUID> inOrder = Stream.generate(Ids::next)
            .limit(40)
            .sorted(Comparator.comparingInt(Bucket::of))
            .toList();

    @Test
    void whatIsKeptStopsBeforeTheBucketThatIsOpen() {
        CountingWalk walk = new CountingWalk(Counted.NOTHING, Bucket.COUNT);

        walk.count(tried(0, 20), 20);

        int open = Bucket.of(inOrder.get(19));
        long before =
                inOrder.stream().filter(customer -> Bucket.of(customer) < open).count();
        assertThat(walk.whole()).isEqualTo(new Counted(open, before, before));
        assertThat(walk.isFinished()).isFalse();
    }

    @Test
    void whoeverTakesItUpCountsNobodyTwiceAndLeavesNobodyOut() {
        CountingWalk first = new CountingWalk(Counted.NOTHING, Bucket.COUNT);
        first.count(tried(0, 20), 20);
        Counted kept = first.whole();

        CountingWalk second = new CountingWalk(kept, Bucket.COUNT);
        second.count(tried((int) kept.customers(), 40), 100);

        assertThat(second.whole()).isEqualTo(new Counted(Bucket.COUNT, 40, 40));
        assertThat(second.isFinished()).isTrue();
    }

    @Test
    void fewerThanWereAskedForAreTheLast() {
        CountingWalk walk = new CountingWalk(Counted.NOTHING, 3);

        walk.count(List.of(), 20);

        assertThat(walk.whole()).isEqualTo(new Counted(3, 0, 0));
        assertThat(walk.isFinished()).isTrue();
    }

    private List<TryRule.Tried> tried(int from, int to) {
        return inOrder.subList(from, to).stream()
                .map(customer -> new TryRule.Tried(customer, true))
                .toList();
    }
}
