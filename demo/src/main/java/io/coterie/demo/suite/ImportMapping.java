package io.coterie.demo.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says what the columns of a file mean: the suite knows nothing else of it.
///
/// @param kind `purchases` or `customers`
/// @param historical history flips segments, but mails nobody
/// @param columns from what the suite stores to the file's column, or to `=` and a constant
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportMapping(
        String kind, String source, boolean historical, Format format, Map<String, String> columns) {

    /// @param delimiter one character, or `whitespace`
    /// @param header without one, columns go by position, from "1"
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Format(
            String delimiter, boolean header, @Nullable String datePattern) {}
}
