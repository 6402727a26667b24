package io.coterie.kit.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog;
import io.coterie.kit.sql.StoreFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxPressureTest {
    private final FakeBacklog backlog = new FakeBacklog();
    private final OutboxPressure pressure = new OutboxPressure(backlog, new Limits());

    @ParameterizedTest
    @CsvSource({
        "0, 0, PT0S, FLOWING",
        "50, 50, PT0S, FLOWING",
        "101, 0, PT0S, BULK_PAUSES",
        "50, 51, PT0S, BULK_PAUSES",
        "1, 0, PT60S, FLOWING",
        "1, 0, PT61S, BULK_PAUSES",
        "500, 500, PT61S, BULK_PAUSES",
        "1, 1000, PT0S, INGEST_REFUSED"
    })
    void theLevelFollowsWhatWaits(long live, long bulk, Duration oldest, OutboxPressure.Level level) {
        backlog.waits(Lane.LIVE, live, oldest);
        backlog.waits(Lane.BULK, bulk, Duration.ZERO);

        pressure.measure();

        assertThat(pressure.level()).isEqualTo(level);
        assertThat(pressure.mayProduceBulk()).isEqualTo(level == OutboxPressure.Level.FLOWING);
        assertThat(pressure.mayIngest()).isEqualTo(level != OutboxPressure.Level.INGEST_REFUSED);
    }

    @Test
    void anOldOutboxAloneRefusesNobody() {
        backlog.waits(Lane.LIVE, 1, Duration.ofDays(1));

        pressure.measure();

        assertThat(pressure.mayIngest()).isTrue();
    }

    @Test
    void whileTheStoreIsAwayTheLastAnswerStands() {
        backlog.waits(Lane.LIVE, 1001, Duration.ZERO);
        pressure.measure();
        backlog.depths.clear();

        pressure.measure();

        assertThat(pressure.mayIngest()).isFalse();
    }

    @Test
    void nothingIsCountedFurtherThanItMatters() {
        backlog.waits(Lane.LIVE, 1, Duration.ZERO);
        backlog.waits(Lane.BULK, 1, Duration.ZERO);

        pressure.measure();

        assertThat(backlog.countedUpTo).isEqualTo(1001);
    }

    private static final class FakeBacklog implements Backlog {
        private final Map<Lane, Depth> depths = new EnumMap<>(Lane.class);
        private long countedUpTo;

        void waits(Lane lane, long pending, Duration oldest) {
            depths.put(lane, new Depth(pending, oldest));
            depths.putIfAbsent(lane == Lane.LIVE ? Lane.BULK : Lane.LIVE, Depth.NONE);
        }

        @Override
        public Depth depth(Lane lane, long most) {
            countedUpTo = most;
            Depth depth = depths.get(lane);
            if (depth == null) {
                throw new StoreFailure("away", new SQLException("refused", "08001"));
            }
            return depth;
        }

        @Override
        public Summary summary(Lane lane, int stuckAfter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<StuckEvent> stuck(int stuckAfter, @Nullable UUID after, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean retry(UUID id) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Limits implements OutboxLimits {
        @Override
        public long pauseImportsAbove() {
            return 100;
        }

        @Override
        public Duration pauseImportsWhenOlderThan() {
            return Duration.ofMinutes(1);
        }

        @Override
        public long refuseAbove() {
            return 1_000;
        }

        @Override
        public Duration retryAfter() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration measuredEvery() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int stuckAfterAttempts() {
            return 10;
        }
    }
}
