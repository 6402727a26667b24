package io.coterie.demo.purchases;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// A day as a file writes it: `20260630` or `2026-06-30`.
public record WrittenDay(LocalDate day, String pattern) {
    public static final String ISO = "yyyy-MM-dd";
    private static final String COMPACT = "yyyyMMdd";

    /// @throws IllegalArgumentException for anything else, a time of day too: the demo counts in days
    static WrittenDay parse(String text) {
        var pattern = text.indexOf('-') < 0 ? COMPACT : ISO;
        try {
            return new WrittenDay(LocalDate.parse(text, DateTimeFormatter.ofPattern(pattern)), pattern);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "a date is '" + text + "', expected a day such as 2026-06-30 or 20260630", e);
        }
    }

    WrittenDay plusDays(long days) {
        return new WrittenDay(day.plusDays(days), pattern);
    }

    String text() {
        return DateTimeFormatter.ofPattern(pattern).format(day);
    }
}
