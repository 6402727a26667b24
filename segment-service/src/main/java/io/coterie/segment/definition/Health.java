package io.coterie.segment.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.membership.Freshness;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a segment's members can be relied on.
@Singleton
class Health {
    private static final Duration TOLERATED = Duration.ofSeconds(60);

    private final Freshness freshness;
    private final Clock clock;

    Health(Freshness freshness, Clock clock) {
        this.freshness = freshness;
        this.clock = clock;
    }

    enum State {
        /// Members are as the rule says.
        GOOD,
        /// A version is being evaluated; members are still those of the version before.
        BACKFILLING,
        /// Time is not acted upon: customers who should have entered or left have not.
        LATE;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param overdueSince the earliest instant that has come and has not been acted upon; only when late
    record Report(State state, @Nullable Instant overdueSince) {}

    Report of(List<VersionEntity> versions) {
        Instant now = clock.instant();
        Optional<Instant> overdue = freshness.overdueSince(now).filter(since -> since.isBefore(now.minus(TOLERATED)));
        if (overdue.isPresent()) {
            return new Report(State.LATE, overdue.get());
        }
        boolean evaluating = versions.stream().anyMatch(version -> version.state == VersionState.EVALUATING);
        return new Report(evaluating ? State.BACKFILLING : State.GOOD, null);
    }
}
