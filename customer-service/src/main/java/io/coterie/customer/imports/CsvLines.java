package io.coterie.customer.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows of CSV as RFC 4180 has it. A cell over 64 KB, and a quote that is never closed, break the row.
final class CsvLines implements LineReader {
    private static final int LONGEST_CELL = 64 * 1024;
    private static final Pattern PLACE = Pattern.compile("record starting at line (\\d+)");

    private final CloseableIterator<CsvRecord> records;
    private final long linesAbove;
    private long last;

    CsvLines(BufferedReader reader, char delimiter, long firstLine) {
        this.linesAbove = firstLine - 1;
        this.last = linesAbove;
        this.records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .maxBufferSize(LONGEST_CELL)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)
                .iterator();
    }

    @Override
    public @Nullable Line next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord row = records.next();
            last = linesAbove + row.getStartingLineNumber();
            return Line.of(last, row.getFields());
        } catch (CsvParseException broken) {
            last = placeOf(broken);
            return Line.broken(last);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /// The parser tells the place in its message alone.
    private long placeOf(CsvParseException broken) {
        Matcher place = PLACE.matcher(String.valueOf(broken.getMessage()));
        return place.find() ? linesAbove + Long.parseLong(place.group(1)) : last + 1;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
