package io.coterie.segment.sync;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The header of that name: seconds, or a date (RFC 9110). Nonsense asks for nothing, and nobody asks for more than a
/// day.
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    static @Nullable Duration parse(@Nullable String text, Instant now) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Duration asked = asked(text.strip(), now);
        return asked == null || asked.isNegative() ? null : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static @Nullable Duration asked(String text, Instant now) {
        try {
            return text.chars().allMatch(character -> character >= '0' && character <= '9')
                    ? Duration.ofSeconds(text.length() > 9 ? LONGEST.toSeconds() : Long.parseLong(text))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException broken) {
            return null;
        }
    }
}
