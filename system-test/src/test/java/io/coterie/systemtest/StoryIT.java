package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.suite.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// The demo's story, which compares what is found with what is expected by itself, on a suite that lives through it.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryIT {
    private static final String CUSTOMERS = "300";
    private static final Launcher SUITE = Launcher.ofThisBuild().beside("story");

    @BeforeAll
    static void startWithNothing() {
        SUITE.run("down");
        SUITE.wipe();
        assertThat(SUITE.run("up").exitCode()).isZero();
        assertThat(SUITE.processes()).isNotEmpty();
    }

    @AfterAll
    static void leaveNoProcess() {
        assertThat(SUITE.run("down").exitCode()).isZero();
        assertThat(SUITE.processes()).isEmpty();
    }

    @Test
    @Order(1)
    void theStoryIsTrueOnAFreshSuite() {
        var told = SUITE.run("demo", "--customers", CUSTOMERS);

        assertThat(told.exitCode()).isZero();
        assertThat(told.output()).contains("Everything was found as expected.").doesNotContain("MISMATCH", "BROKEN");
    }

    @Test
    @Order(2)
    void theStoryIsTrueAgainAfterARestart() {
        assertThat(SUITE.run("down").exitCode()).isZero();
        assertThat(SUITE.run("up").exitCode()).isZero();

        var told = SUITE.run("demo", "--customers", CUSTOMERS);

        assertThat(told.exitCode()).isZero();
        assertThat(told.output()).contains("knows these customers from an earlier run");
    }

    @Test
    @Order(3)
    void columnsMayBeCalledAndOrderedInAnyWay() throws IOException {
        var told = SUITE.run(
                "demo",
                "--purchases",
                rearranged().toString(),
                "--delimiter",
                ";",
                "--currency",
                "CHF",
                "--columns",
                "total=Betrag,date=Kaufdatum,id=Kundennummer");

        assertThat(told.exitCode()).isZero();
        assertThat(told.output()).contains("Everything was found as expected.");
    }

    /// The generated purchases as a stranger would export them.
    private static Path rearranged() throws IOException {
        var made = Files.readAllLines(SUITE.folder().resolve("demo/generated.csv"));
        assertThat(made.getFirst()).isEqualTo("customer_id,date,items,amount");
        var lines = made.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(field -> "%s;web;\"%s\";%s".formatted(field[3], field[1].replace("-", ""), "K" + field[0]));
        var file = SUITE.folder().resolve("demo/rearranged.csv");
        return Files.write(
                file,
                Stream.concat(Stream.of("Betrag;Kanal;Kaufdatum;Kundennummer"), lines)
                        .toList());
    }
}
