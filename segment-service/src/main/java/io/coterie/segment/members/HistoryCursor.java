package io.coterie.segment.members;

import io.coterie.kit.web.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/// A place in a history that is read newest first, written as `INSTANT_ID`.
record HistoryCursor(Instant recordedAt, UUID id) {
    static final HistoryCursor NEWEST = new HistoryCursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    static HistoryCursor at(History.Change change) {
        return new HistoryCursor(change.recordedAt(), change.id());
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for what no page gave out
    static HistoryCursor parse(String text) {
        int cut = text.indexOf('_');
        try {
            return new HistoryCursor(Instant.parse(text.substring(0, cut)), UUID.fromString(text.substring(cut + 1)));
        } catch (DateTimeException | IllegalArgumentException | StringIndexOutOfBoundsException broken) {
            throw Problems.invalid("after", "the value of next from the page before");
        }
    }

    @Override
    public String toString() {
        return recordedAt + "_" + id;
    }
}
