package io.coterie.customer.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.customer.imports.ImportRejections.RejectedLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionsCsvTest {
    @Test
    void aColumnNamedLikeAFormulaIsHarmless() throws IOException {
        var out = new ByteArrayOutputStream();
        var row = new RejectedLine(7, "=HYPERLINK(\"x\")", "expected a value");

        RejectionsCsv.write(out, below -> below == 0 ? List.of(row) : List.of());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("line,column,reason\n7,\"'=HYPERLINK(\"\"x\"\")\",expected a value\n");
    }
}
