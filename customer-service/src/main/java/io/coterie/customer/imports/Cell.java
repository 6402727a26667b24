package io.coterie.customer.imports;

import io.coterie.customer.text.LooseTime;
import io.coterie.customer.text.Refused;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A value of a row, and the column that a complaint about it names.
record Cell(String column, String text) {
    private static final int LONGEST = 4_096;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,30}(\\.\\d{0,20})?|\\.\\d{1,20})");

    /// From the bytes of a file, one char a byte.
    static Cell ofBytes(String column, String bytes) {
        if (bytes.length() > LONGEST) {
            throw new Refused(column, "at most " + LONGEST + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new Refused(column, "no NUL characters");
            }
            return new Cell(column, text.strip());
        } catch (CharacterCodingException malformed) {
            throw new Refused(column, "UTF-8");
        }
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    Instant time(@Nullable DateTimeFormatter pattern) {
        String expected = "a date such as 2026-01-15, or as the mapping's pattern has it";
        return pattern == null ? LooseTime.parse(column, text) : LooseTime.parse(column, text, pattern, expected);
    }

    BigDecimal number() {
        if (!NUMBER.matcher(text).matches()) {
            throw new Refused(column, "a number such as 29.30");
        }
        return new BigDecimal(text);
    }

    boolean flag() {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new Refused(column, "true or false, yes or no, 1 or 0");
        };
    }
}
