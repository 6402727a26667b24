package io.coterie.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Ledger ledger = new Ledger(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void passesWhenEverythingIsAsExpected() {
        ledger.step("One", () -> ledger.check("mails", 3, 3L));

        assertThat(ledger.passed()).isTrue();
    }

    @Test
    void oneMismatchIsAFailureAndTheStoryGoesOn() {
        ledger.step("One", () -> ledger.check("mails", 3, 2));
        ledger.step("Two", () -> ledger.check("members", 5, 5));

        assertThat(ledger.passed()).isFalse();
        assertThat(output()).contains("MISMATCH", "2. Two");
    }

    @Test
    void aBrokenStepEndsTheStory() {
        ledger.step("One", () -> {
            throw new IllegalStateException("no answer");
        });
        ledger.step("Two", () -> ledger.check("members", 5, 5));

        assertThat(ledger.passed()).isFalse();
        assertThat(output()).contains("no answer").doesNotContain("2. Two");
    }

    @Test
    void differentSetsOfOneSizeAreAMismatchThatNamesSome() {
        ledger.step("One", () -> ledger.checkSame("members", Set.of("a", "b"), Set.of("a", "c")));

        assertThat(ledger.passed()).isFalse();
        assertThat(output()).contains("missing 1 [b]", "too many 1 [c]");
    }

    @Test
    void nothingToldIsNothingPassed() {
        assertThat(ledger.passed()).isFalse();
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
