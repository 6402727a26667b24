package io.coterie.kit.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replays parked messages one after the other, each by itself, for as long as a caller will wait.
@Singleton
class ReplayMany {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// @param failed those that wait on, unreadable ones included
    /// @param next where to go on; null where all were seen
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Counts(int replayed, int failed, @Nullable UUID next) {}

    private final ParkedMessages parked;
    private final ReplayParked replayParked;

    ReplayMany(ParkedMessages parked, ReplayParked replayParked) {
        this.parked = parked;
        this.replayParked = replayParked;
    }

    Counts replay(ParkedMessages.Which which, @Nullable UUID after, int limit, Consumer<ParkedMessage> before) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<ParkedMessage> found = parked.list(which, after, limit + 1);
        int replayed = 0;
        int failed = 0;
        for (int i = 0; i < found.size(); i++) {
            if (i == limit || System.nanoTime() > end) {
                return new Counts(
                        replayed, failed, i == 0 ? after : found.get(i - 1).id());
            }
            before.accept(found.get(i));
            switch (replayParked.replay(found.get(i))) {
                case ReplayParked.Outcome.Replayed done -> replayed++;
                case ReplayParked.Outcome.Failed again -> failed++;
                case ReplayParked.Outcome.Unreadable bytes -> failed++;
                case ReplayParked.Outcome.Settled other -> {}
                case ReplayParked.Outcome.Away away -> throw Problems.unavailable("the store is away");
            }
        }
        return new Counts(replayed, failed, null);
    }
}
