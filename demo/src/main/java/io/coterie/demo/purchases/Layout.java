package io.coterie.demo.purchases;

import java.util.List;
import java.util.Optional;

/// How a file of purchases is written, and which of its columns say what.
///
/// @param delimiter one character, or `whitespace`
/// @param header whether the first line names the columns; without one, columns go by position, from "1"
/// @param currency ISO 4217, of every total
public record Layout(String delimiter, boolean header, Columns columns, String currency) {
    public static final String WHITESPACE = "whitespace";

    /// @param quantity items bought, where the file knows
    public record Columns(String id, String date, String total, Optional<String> quantity) {}

    /// What the generator writes.
    public static final Layout PLAIN =
            new Layout(",", true, new Columns("customer_id", "date", "amount", Optional.of("items")), "EUR");

    /// The CDNOW sample: master id, sample id, date, CDs, dollars.
    public static final Layout CDNOW =
            new Layout(WHITESPACE, false, new Columns("1", "3", "5", Optional.of("4")), "USD");

    public Layout {
        if (!delimiter.equals(WHITESPACE) && delimiter.length() != 1) {
            throw new IllegalArgumentException(
                    "the delimiter is '" + delimiter + "', expected one character or 'whitespace'");
        }
    }

    boolean isWhitespace() {
        return delimiter.equals(WHITESPACE);
    }

    /// The position of a column, from 0.
    int position(String column, List<String> names) {
        var position = header ? names.indexOf(column) : Integer.parseInt(column) - 1;
        if (position < 0) {
            throw new IllegalArgumentException("the file has no column '" + column + "', but " + names);
        }
        return position;
    }
}
