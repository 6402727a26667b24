package io.coterie.segment.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.Bucket;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EstimateTest {
    private static final int BUCKETS = 8;

    /// The interval of one in ten, as in textbooks: 1.79 % to 40.42 %.
    @Test
    void theIntervalIsWilsons() {
        Estimate estimate = Estimate.of(1, 10, 1_000_000_000);

        assertThat(estimate.size()).isEqualTo(100_000_000);
        assertThat(estimate.low() / 1e9).isBetween(0.01785, 0.01788);
        assertThat(estimate.high() / 1e9).isBetween(0.40414, 0.40417);
    }

    @Test
    void whoeverHasLookedAtAllKnows() {
        assertThat(Estimate.of(3, 10, 10)).isEqualTo(new Estimate(3, 3, 3, 10, 10));
        assertThat(Estimate.of(0, 0, 0)).isEqualTo(new Estimate(0, 0, 0, 0, 0));
    }

    @Test
    void whoeverHasLookedAtNobodyKnowsNothing() {
        assertThat(Estimate.of(0, 0, 10)).isEqualTo(new Estimate(0, 0, 10, 0, 10));
    }

    @Test
    void theMoreOfAllAreLookedAtTheNarrowerItIs() {
        assertThat(width(Estimate.of(1_000, 2_000, 2_100))).isLessThan(width(Estimate.of(1_000, 2_000, 20_000)) / 3);
    }

    @Test
    void itNeverContradictsWhatWasSeen() {
        Estimate estimate = Estimate.of(0, 2_000, 2_001);

        assertThat(estimate.low()).isZero();
        assertThat(estimate.high()).isEqualTo(1);
        assertThat(Estimate.of(2_000, 2_000, 2_001).low()).isEqualTo(2_000);
    }

    /// Old customers have it more often than new ones, and ids tell the age: the hash must undo that.
    @Test
    void aFewBucketsAreAsGoodAsALotWhateverTheAgeOfCustomersHasToDoWithIt() {
        Random random = new Random(20261125);
        int customers = 200_000;
        int[] lookedAt = new int[Bucket.COUNT / BUCKETS];
        int[] members = new int[lookedAt.length];
        int all = 0;
        for (int i = 0; i < customers; i++) {
            boolean member = random.nextInt(customers) > i;
            int sample = Bucket.of(idOfAge(i, random)) / BUCKETS;
            lookedAt[sample]++;
            members[sample] += member ? 1 : 0;
            all += member ? 1 : 0;
        }

        int covered = 0;
        for (int i = 0; i < lookedAt.length; i++) {
            Estimate estimate = Estimate.of(members[i], lookedAt[i], customers);
            covered += estimate.low() <= all && all <= estimate.high() ? 1 : 0;
        }
        assertThat((double) covered / lookedAt.length).isBetween(0.9, 0.99);
    }

    private static long width(Estimate estimate) {
        return estimate.high() - estimate.low();
    }

    /// A UUIDv7 of a second.
    private static UUID idOfAge(int second, Random random) {
        long time = (1_700_000_000L + second) * 1_000;
        long high = (time << 16) + 0x7000 + random.nextInt(1 << 12);
        long low = (random.nextLong() >>> 2) + Long.MIN_VALUE;
        return new UUID(high, low);
    }
}
