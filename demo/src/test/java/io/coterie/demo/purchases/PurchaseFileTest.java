package io.coterie.demo.purchases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurchaseFileTest {
    private static final Layout SEMICOLONS =
            new Layout(";", true, new Layout.Columns("who", "when", "sum", Optional.empty()), "EUR");

    @TempDir
    Path folder;

    @Test
    void movingShiftsTheDaysAndRenamesAndKeepsEverythingElse() throws IOException {
        var file = PurchaseFile.read(written(" 00004 0001 19970101  2   29.33\n"), Layout.CDNOW);

        var moved = file.moved(31, id -> id + "-x");

        assertThat(writtenAgain(moved)).isEqualTo("00004-x 0001 19970201 2 29.33\n");
    }

    @Test
    void columnsGoByNameInAnyOrderAndQuotesAreKept() throws IOException {
        var file = PurchaseFile.read(written("sum;when;who\n10.50;2026-01-31;\"Doe; Jane\"\n"), SEMICOLONS);

        var moved = file.moved(1, id -> id);

        assertThat(file.ids()).containsExactly("Doe; Jane");
        assertThat(writtenAgain(moved)).isEqualToNormalizingNewlines("sum;when;who\n10.50;2026-02-01;\"Doe; Jane\"\n");
    }

    @Test
    void halvesHoldEveryLineOnceAndEqualLinesTogether() throws IOException {
        var file = PurchaseFile.read(
                written("1 1 19970101 1 5.00\n2 2 19970301 1 5.00\n2 2 19970301 1 5.00\n3 3 19970401 1 5.00\n"),
                Layout.CDNOW);

        var halves = file.halves();

        assertThat(halves.older().rows()).hasSize(1);
        assertThat(halves.newer().rows()).hasSize(3);
        assertThat(file.repeatedLines()).isEqualTo(1);
    }

    @Test
    void aMissingColumnIsNamed() throws IOException {
        var file = written("sum;when;customer\n10.50;2026-01-31;7\n");

        assertThatThrownBy(() -> PurchaseFile.read(file, SEMICOLONS)).hasMessageContaining("'who'");
    }

    @Test
    void aTimeOfDayIsRefused() throws IOException {
        var file = PurchaseFile.read(written("sum;when;who\n10.50;2026-01-31T10:00:00Z;7\n"), SEMICOLONS);

        assertThatThrownBy(file::lastDay)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("day");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("given"), text);
    }

    private String writtenAgain(PurchaseFile file) throws IOException {
        file.write(folder.resolve("again"));
        return Files.readString(folder.resolve("again"));
    }
}
