package io.coterie.segment.curation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads files that name customers.
@Singleton
class ListFile {
    private static final String COLUMN = "customerId";
    private static final int LONGEST_CELL = 64 * 1024;

    private final ObjectMapper json;

    ListFile(ObjectMapper json) {
        this.json = json;
    }

    /// A header with a column `customerId`, or no header and one id a line.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 where it is neither
    CustomerIds csv(InputStream body) throws IOException {
        CustomerIds found = new CustomerIds();
        try (CloseableIterator<CsvRecord> rows = rows(body)) {
            int column = 0;
            boolean first = true;
            while (rows.hasNext()) {
                CsvRecord row = rows.next();
                List<String> cells = row.getFields();
                if (first && columnIn(cells) >= 0) {
                    column = columnIn(cells);
                } else if (first && cells.size() > 1) {
                    throw Problems.invalid("header", "a column " + COLUMN + ", or one customer id a line");
                } else {
                    found.take(row.getStartingLineNumber(), column < cells.size() ? cells.get(column) : "");
                }
                first = false;
            }
        } catch (CsvParseException broken) {
            throw Problems.invalid("body", "CSV (RFC 4180) whose quotes are closed and whose cells are short");
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return found;
    }

    private static CloseableIterator<CsvRecord> rows(InputStream body) {
        return CsvReader.builder()
                .maxBufferSize(LONGEST_CELL)
                .allowUnclosedQuote(false)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(body)
                .iterator();
    }

    private static int columnIn(List<String> cells) {
        return cells.stream().map(String::strip).toList().indexOf(COLUMN);
    }

    /// A JSON object with a field `customerId` a line, or a string.
    CustomerIds jsonLines(InputStream body) throws IOException {
        CustomerIds found = new CustomerIds();
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                take(found, number, line);
            }
        }
        return found;
    }

    private void take(CustomerIds found, long number, String line) {
        try {
            JsonNode node = json.readTree(line);
            found.take(number, (node.isTextual() ? node : node.path(COLUMN)).asText(""));
        } catch (JsonProcessingException broken) {
            found.reject(number, "no JSON", "an object with the field " + COLUMN + ", or a string");
        }
    }
}
