package io.coterie.kit.replay;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which facts are told again: those of a customer, of a source, or recorded in a period. Null means any.
///
/// @param source what the owner of the facts calls a source: a key or an id
/// @param from the earliest time of recording
/// @param to facts recorded at this instant or later are left out
public record Scope(
        @Nullable UUID customer,
        @Nullable String source,
        @Nullable Instant from,
        @Nullable Instant to) {
    private static final Instant FOR_EVER = Instant.parse("9999-12-31T00:00:00Z");

    /// What was recorded at the instant or later is told by whoever recorded it.
    Scope before(Instant instant) {
        return new Scope(customer, source, from, to == null || instant.isBefore(to) ? instant : to);
    }

    /// The earliest time of recording, for queries.
    public Instant since() {
        return from == null ? Instant.EPOCH : from;
    }

    /// The first time of recording that is too late, for queries.
    public Instant until() {
        return to == null ? FOR_EVER : to;
    }

    public boolean covers(Instant recordedAt) {
        return !recordedAt.isBefore(since()) && recordedAt.isBefore(until());
    }

    public CustomerRange customers() {
        return customer == null ? CustomerRange.ALL : CustomerRange.only(customer);
    }
}
