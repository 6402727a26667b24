package io.coterie.segment.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Source;
import io.coterie.segment.evaluation.Sources;
import io.coterie.segment.membership.Freshness;
import io.coterie.segment.watermark.Watermarks;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Whether a segment's members can be relied on.
@Singleton
class Health {
    private final Freshness freshness;
    private final Watermarks watermarks;
    private final Clock clock;
    private final Duration tolerated;

    Health(
            Freshness freshness,
            Watermarks watermarks,
            Clock clock,
            @ConfigProperty(name = "coterie.health.tolerated-lag", defaultValue = "60s") Duration tolerated) {
        this.freshness = freshness;
        this.watermarks = watermarks;
        this.clock = clock;
        this.tolerated = tolerated;
    }

    enum State {
        /// Members are as the rule says.
        GOOD,
        /// A version is being evaluated; members are still those of the version before.
        BACKFILLING,
        /// The rule asks for scores, and no model has been computed when it was activated: nobody has any.
        UNSCORED,
        /// A source that the rule reads is silent: news act, but what time alone would bring about waits for it.
        PAUSED,
        /// Time is not acted upon: customers who should have entered or left have not.
        LATE;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A service of which nothing is known that was recorded later.
    record Silent(String source, Instant since) {}

    /// @param overdueSince the earliest instant that has come and has not been acted upon; only when late
    /// @param silent sources that the rule waits for, only where there are some
    record Report(
            State state,
            @Nullable Instant overdueSince,
            @Nullable List<Silent> silent) {}

    /// @param sources those that the segment reads
    /// @param unscored whether the rule asks for scores that nobody has
    Report of(List<VersionEntity> versions, Sources sources, boolean unscored) {
        Horizons horizons = watermarks.at(clock.instant());
        List<Silent> silent = silent(sources);
        List<Silent> shown = silent.isEmpty() ? null : silent;
        Optional<Instant> overdue = freshness.overdueSince(horizons, tolerated);
        if (overdue.isPresent()) {
            return new Report(State.LATE, overdue.get(), shown);
        }
        boolean evaluating = versions.stream().anyMatch(version -> version.state == VersionState.EVALUATING);
        State rest = evaluating ? State.BACKFILLING : unscored ? State.UNSCORED : State.GOOD;
        return new Report(silent.isEmpty() ? rest : State.PAUSED, null, shown);
    }

    private List<Silent> silent(Sources sources) {
        Instant latest = clock.instant().minus(tolerated);
        Map<Source, Instant> known = watermarks.all();
        return sources.stream()
                .map(source -> new Silent(source.owner(), known.getOrDefault(source, Instant.EPOCH)))
                .filter(source -> source.since().isBefore(latest))
                .toList();
    }
}
