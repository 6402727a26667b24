package io.coterie.customer.imports;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.coterie.customer.imports.ImportRejections.RejectedLine;
import io.coterie.kit.csv.Formulas;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;

/// Rejections as CSV, page by page. A text that a spreadsheet would take for a formula is led by an apostrophe.
final class RejectionsCsv {
    private RejectionsCsv() {}

    /// @param below the next page below a line; empty at the end
    static void write(OutputStream out, LongFunction<List<RejectedLine>> below) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord("line", "column", "reason");
            List<RejectedLine> page = below.apply(0);
            while (!page.isEmpty()) {
                page.forEach(row -> csv.writeRecord(
                        Long.toString(row.line()), Formulas.harmless(row.column()), Formulas.harmless(row.reason())));
                page = below.apply(page.getLast().line());
            }
        }
    }
}
