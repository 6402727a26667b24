package io.coterie.customer.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows of cells between runs of blanks and tabs, one a line, without quoting.
final class WhitespaceLines implements LineReader {
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\f]+");

    private final BufferedReader reader;
    private long number;

    WhitespaceLines(BufferedReader reader, long firstLine) {
        this.reader = reader;
        this.number = firstLine;
    }

    @Override
    public @Nullable Line next() throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            long at = number++;
            String cells = line.strip();
            if (!cells.isEmpty()) {
                return Line.of(at, List.of(BLANKS.split(cells)));
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
