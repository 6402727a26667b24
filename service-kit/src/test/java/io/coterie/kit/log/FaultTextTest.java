package io.coterie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.sql.StoreFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FaultTextTest {
    /// Made at run time, else the compiler refuses to parse it as an id.
    private static final String SECRET = String.join("@", "ann", "example.test");

    @Test
    void whatOurCodeSaysIsToldAndWhatTheDatabaseQuotesIsNot() {
        var violated = new SQLException("Key (email)=(" + SECRET + ") already exists.", "23505");

        String text = FaultText.of(new StoreFailure("a profile could not be written", violated));

        assertThat(text)
                .startsWith("io.coterie.kit.sql.StoreFailure: a profile could not be written")
                .contains("java.sql.SQLException (SQL state 23505)")
                .contains("FaultTextTest.whatOurCodeSaysIsToldAndWhatTheDatabaseQuotesIsNot:")
                .doesNotContain(SECRET);
    }

    @Test
    void whatTheJdkAndLibrariesQuoteIsNotTold() {
        var noId = catchThrowable(() -> UUID.fromString(SECRET));
        var noNumber = catchThrowable(() -> Integer.parseInt(SECRET));
        var noJson = catchThrowable(() -> new ObjectMapper().readValue("\"" + SECRET + "\"", Integer.class));

        assertThat(FaultText.of(noId))
                .startsWith("java.lang.IllegalArgumentException; at io.coterie.")
                .doesNotContain(SECRET);
        assertThat(FaultText.of(noNumber)).doesNotContain(SECRET);
        assertThat(FaultText.of(noJson)).contains("InvalidFormatException").doesNotContain(SECRET);
    }

    @Test
    void anExceptionThatOnlyRepeatsItsCauseSaysNoMoreThanItsCause() {
        var noId = catchThrowable(() -> UUID.fromString(SECRET));

        assertThat(FaultText.of(new RuntimeException(noId))).doesNotContain(SECRET);
        assertThat(FaultText.of(new IllegalStateException("no: " + noId, noId))).doesNotContain(SECRET);
        assertThat(FaultText.of(new UncheckedIOException(new IOException("a file is gone"))))
                .startsWith("java.io.UncheckedIOException; by java.io.IOException: a file is gone; at io.coterie.");
    }

    @Test
    void causesInARingEnd() {
        var first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(FaultText.of(first)).contains("first", "second");
    }
}
