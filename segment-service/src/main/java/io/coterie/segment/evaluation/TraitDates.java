package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads dates from traits: a day (`1990-05-17`), a local time, or a time with its offset.
final class TraitDates {
    private static final int LENGTH_OF_DAY = 10;
    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    private TraitDates() {}

    /// @param instant the beginning of the day where only that is known
    record Date(LocalDate day, Instant instant) {}

    /// @param zone of what has no offset
    /// @return nothing for what is no date, or none of the years 1000 to 2999
    static Optional<Date> parsed(@Nullable JsonNode value, ZoneId zone) {
        if (value == null || !value.isTextual() || value.textValue().length() < LENGTH_OF_DAY) {
            return Optional.empty();
        }
        try {
            Date date = date(value.textValue(), zone);
            return date.instant().isBefore(EARLIEST) || date.instant().isAfter(LATEST)
                    ? Optional.empty()
                    : Optional.of(date);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static Date date(String text, ZoneId zone) {
        if (text.length() == LENGTH_OF_DAY) {
            LocalDate day = LocalDate.parse(text);
            return new Date(day, day.atStartOfDay(zone).toInstant());
        }
        Instant instant = hasOffset(text)
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(zone).toInstant();
        return new Date(LocalDate.ofInstant(instant, zone), instant.truncatedTo(ChronoUnit.MICROS));
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > LENGTH_OF_DAY;
    }
}
