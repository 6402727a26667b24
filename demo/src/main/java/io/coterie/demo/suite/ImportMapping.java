package io.coterie.demo.suite;

import java.util.Map;

/// Says what the columns of a file mean: the suite knows nothing else of it.
///
/// @param kind `purchases` or `customers`
/// @param historical history flips segments, but mails nobody
/// @param columns from what the suite stores to the file's column, to a [Column], or to `=` and a constant
public record ImportMapping(String kind, String source, boolean historical, Format format, Map<String, ?> columns) {

    /// @param delimiter one character, or `whitespace`
    /// @param header without one, columns go by position, from "1"
    public record Format(String delimiter, boolean header) {}

    /// @param pattern of its dates, such as yyyyMMdd
    public record Column(String column, String pattern) {}
}
