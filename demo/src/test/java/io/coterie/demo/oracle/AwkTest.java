package io.coterie.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwkTest {
    private static final Awk CDNOW = new Awk("whitespace", false, "1", "3", "5");
    private static final Awk CSV = new Awk(",", true, "customer", "day", "total");

    @TempDir
    Path folder;

    @Test
    void twoHundredIsEnoughAndACentLessIsNot() throws IOException {
        var file = written("""
                customer,day,total
                a,2026-01-31,100.00
                a,2026-01-31,100.00
                b,2026-01-31,199.99
                c,2026-01-31,66.67
                c,2026-01-31,66.67
                c,2026-01-31,66.66
                """);

        assertThat(CSV.count(file, 1).bigSpenders()).containsExactly("a", "c");
    }

    @Test
    void aPurchaseIsOutOfTheWindowNinetyDaysLater() throws IOException {
        // Today is 2026-04-01; 2026-01-01 is 90 days before.
        var file = written("""
                customer,day,total
                out,2025-06-01,1
                out,2026-01-01,1
                in,2025-06-01,1
                in,2026-01-02,1
                once,2025-06-01,1
                last,2026-03-31,1
                """);

        assertThat(CSV.count(file, 1).lapsing()).containsExactly("out");
        assertThat(CSV.count(file, 2).lapsing()).containsExactly("in", "out");
    }

    @Test
    void columnsMayStandInAnyOrderAndFieldsInQuotes() throws IOException {
        var file = written("total,note,day,customer\r\n250,\"a, \"\"b\"\"\",2026-01-31,\"Doe, Jane\"\r\n");

        var counted = CSV.count(file, 1);

        assertThat(counted.bigSpenders()).containsExactly("Doe, Jane");
        assertThat(counted.lines()).isEqualTo(1);
    }

    @Test
    void aMissingColumnIsAnError() throws IOException {
        var file = written("customer,total\na,1\n");

        assertThatThrownBy(() -> CSV.count(file, 1)).hasMessageContaining("no column day");
    }

    @Test
    void cdnowHasItsPublishedNumbers() {
        var sample = cdnow();
        assumeTrue(sample.isPresent(), "not run: no CDNOW sample in COTERIE_DATA or ../shared/data");

        var counted = CDNOW.count(sample.get(), 1);

        assertThat(counted.lines()).isEqualTo(6919);
        assertThat(counted.buyers()).hasSize(2357);
        assertThat(counted.bigSpenders()).hasSize(280);
        assertThat(counted.lapsing()).hasSize(855);
    }

    private static Optional<Path> cdnow() {
        var data = Optional.ofNullable(System.getenv("COTERIE_DATA")).map(Path::of);
        return Optional.of(data.orElse(Path.of("../../shared/data")).resolve("cdnow/CDNOW_sample.txt"))
                .filter(Files::exists);
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("purchases.csv"), text);
    }
}
