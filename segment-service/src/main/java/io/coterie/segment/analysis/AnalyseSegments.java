package io.coterie.segment.analysis;

import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Compares segments by who is in them. It reads all their members, so a replica does no more than two at a time.
@Singleton
class AnalyseSegments {
    private static final int MOST_AT_ONCE = 2;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final JointMembership joint;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    AnalyseSegments(JointMembership joint) {
        this.joint = joint;
    }

    /// @param key what people call it
    record Chosen(int id, String key) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429 while others are at it
    Overlap overlap(List<Chosen> segments, Instant asOf) {
        return inTurn(() -> {
            long[] bySet = new long[1 << segments.size()];
            joint.forEach(audiences(segments, asOf).toList(), set -> bySet[set]++);
            return Overlap.of(asOf, keys(segments), bySet);
        });
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 429 while others are at it
    Transitions transitions(List<Chosen> segments, Instant from, Instant to) {
        return inTurn(() -> {
            Transitions.Counting counting = new Transitions.Counting(segments.size());
            joint.forEach(
                    Stream.concat(audiences(segments, from), audiences(segments, to))
                            .toList(),
                    counting::add);
            return counting.result(from, to, keys(segments));
        });
    }

    private <T> T inTurn(Supplier<T> analysis) {
        if (!room.tryAcquire()) {
            throw Problems.tooMany(MOST_AT_ONCE + " analyses are running here", SOON);
        }
        try {
            return analysis.get();
        } finally {
            room.release();
        }
    }

    private static Stream<Audience> audiences(List<Chosen> segments, Instant asOf) {
        return segments.stream().map(segment -> new Audience(segment.id(), asOf));
    }

    private static List<String> keys(List<Chosen> segments) {
        return segments.stream().map(Chosen::key).toList();
    }
}
