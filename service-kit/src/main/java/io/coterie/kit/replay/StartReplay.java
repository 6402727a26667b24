package io.coterie.kit.replay;

import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Checks what an operator wants to be told again, and stores it. Afterwards it runs, whatever happens to this replica.
@Singleton
class StartReplay {
    private final Replays replays;
    private final Owned owned;
    private final ReplayLoop loop;
    private final Clock clock;

    StartReplay(Replays replays, Owned owned, ReplayLoop loop, Clock clock) {
        this.replays = replays;
        this.owned = owned;
        this.loop = loop;
        this.clock = clock;
    }

    /// As it came in.
    ///
    /// @param types all that the scope can have, where it is absent
    record Wanted(
            @Nullable String customer,
            @Nullable String source,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> types) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 with the field that is wrong
    Replay start(Wanted wanted) {
        Scope scope = scope(wanted);
        Replay replay = Replay.waiting(
                scope, types(wanted.types, scope), clock.instant().truncatedTo(ChronoUnit.MICROS));
        replays.add(replay);
        loop.wake();
        return replay;
    }

    private static Scope scope(Wanted wanted) {
        boolean period = wanted.from != null || wanted.to != null;
        if (wanted.customer == null && wanted.source == null && !period) {
            throw Problems.invalid("body", "customer, or source, or from and to; source and period may combine");
        }
        if (wanted.customer != null && (wanted.source != null || period)) {
            throw Problems.invalid("customer", "neither a source nor a period beside it");
        }
        Instant from = period ? instant("from", wanted.from) : null;
        Instant to = period ? instant("to", wanted.to) : null;
        if (from != null && to != null && !from.isBefore(to)) {
            throw Problems.invalid("to", "an instant after from");
        }
        return new Scope(customer(wanted.customer), wanted.source, from, to);
    }

    private static @Nullable UUID customer(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException broken) {
            throw Problems.invalid("customer", "a customer's id");
        }
    }

    private static Instant instant(String field, @Nullable String text) {
        try {
            return Instant.parse(text == null ? "" : text).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException broken) {
            throw Problems.invalid(field, "an instant such as 2026-01-31T10:00:00Z");
        }
    }

    private List<String> types(@Nullable List<String> wanted, Scope scope) {
        List<String> possible = scope.source() == null ? owned.types() : owned.typesFrom(scope.source());
        if (possible.isEmpty()) {
            throw Problems.invalid("source", "a source that facts of this service come from");
        }
        if (wanted != null && (wanted.isEmpty() || !possible.containsAll(wanted))) {
            throw Problems.invalid("types", "some of " + String.join(", ", possible));
        }
        return wanted == null
                ? possible
                : possible.stream().filter(wanted::contains).toList();
    }
}
