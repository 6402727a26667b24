package io.coterie.customer.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Rows of a file that can be opened again: after a row that swallowed others, as an unclosed quote does, reading
/// goes on with the line below it.
final class FileReader implements LineReader {
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final Supplier<InputStream> file;
    private final Format format;
    private LineReader lines;

    FileReader(Supplier<InputStream> file, Format format, long fromLine) throws IOException {
        this.file = file;
        this.format = format;
        this.lines = open(fromLine);
    }

    @Override
    public @Nullable Line next() throws IOException {
        return lines.next();
    }

    /// Reads the lines below the first line of this row as rows of their own.
    void retryBelow(Line row) throws IOException {
        lines.close();
        lines = open(row.number() + 1);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private LineReader open(long fromLine) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(file.get(), StandardCharsets.ISO_8859_1), 1 << 16);
        skipMark(reader);
        for (long line = 1; line < fromLine; line++) {
            if (reader.readLine() == null) {
                break;
            }
        }
        return format.whitespace()
                ? new WhitespaceLines(reader, fromLine)
                : new CsvLines(reader, format.delimiter(), fromLine);
    }

    private static void skipMark(BufferedReader reader) throws IOException {
        reader.mark(BYTE_ORDER_MARK.length());
        char[] start = new char[BYTE_ORDER_MARK.length()];
        int read = reader.read(start);
        if (read < start.length || !BYTE_ORDER_MARK.equals(new String(start))) {
            reader.reset();
        }
    }
}
