package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Incremental membership equals a full recomputation, for random rules, histories and deliveries. A failure tells the
/// seed and the smallest case that still fails. `-Dcoterie.parity.seeds=N` tries more.
class ParityTest {
    private static final int SEEDS = Integer.getInteger("coterie.parity.seeds", 1_000);
    private static final int A_BLOCK = 100;

    static LongStream blocks() {
        return LongStream.range(0, (SEEDS + A_BLOCK - 1) / A_BLOCK);
    }

    @ParameterizedTest(name = "hundred {0}")
    @MethodSource("blocks")
    void incrementalMembershipEqualsRecomputation(long block) {
        for (long seed = block * A_BLOCK; seed < (block + 1) * A_BLOCK; seed++) {
            assertThat(Parity.failure(new Cases(seed).history()))
                    .as("seed %d", seed)
                    .isNull();
        }
    }

    @ParameterizedTest(name = "hundred {0}")
    @MethodSource("blocks")
    void whileSourcesLagWhatIsCertainIsTrue(long block) {
        for (long seed = block * A_BLOCK; seed < (block + 1) * A_BLOCK; seed++) {
            assertThat(Parity.failure(new Cases(seed).laggingHistory()))
                    .as("seed %d", seed)
                    .isNull();
        }
    }
}
