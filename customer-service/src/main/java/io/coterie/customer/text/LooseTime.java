package io.coterie.customer.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/// Reads times as clients write them: ISO-8601, also with one-digit months and days (`2015-2-02`), a blank for the
/// `T`, no seconds, no zone (then UTC) or no time (then 00:00 UTC). To the microsecond, as the store keeps them.
public final class LooseTime {
    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 9998;
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendLiteral('-')
            .appendValue(ChronoField.MONTH_OF_YEAR, 1, 2, SignStyle.NOT_NEGATIVE)
            .appendLiteral('-')
            .appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE)
            .appendPattern("['T'][' ']")
            .optionalStart()
            .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NOT_NEGATIVE)
            .appendLiteral(':')
            .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
            .optionalStart()
            .appendLiteral(':')
            .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
            .appendPattern("[[.][,]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false)
            .appendPattern("]")
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .optionalEnd()
            .toFormatter(java.util.Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private LooseTime() {}

    public static Instant parse(String where, String text) {
        return parse(where, text, FORMAT, "a date or time such as 2026-01-15T10:00:00Z");
    }

    /// By a pattern of [DateTimeFormatter], for example `yyyyMMdd`.
    public static Instant parse(String where, String text, DateTimeFormatter pattern, String expected) {
        try {
            Instant time = instant(
                    pattern.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from));
            return bounded(where, time);
        } catch (DateTimeException broken) {
            throw new Refused(where, expected);
        }
    }

    /// The same time to the microsecond.
    /// @throws Refused when it is centuries away
    public static Instant bounded(String where, Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < EARLIEST_YEAR || year > LATEST_YEAR) {
            throw new Refused(where, "a year from " + EARLIEST_YEAR + " to " + LATEST_YEAR);
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant instant(TemporalAccessor parsed) {
        return switch (parsed) {
            case OffsetDateTime time -> time.toInstant();
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case LocalDate date -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
            default -> throw new DateTimeException("no date");
        };
    }
}
