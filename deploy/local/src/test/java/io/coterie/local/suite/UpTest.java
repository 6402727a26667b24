package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    @TempDir
    Path path;

    private final LocalClient client = new LocalClient();
    private SuiteHome home;

    @BeforeEach
    void openTheSuite() {
        home = SuiteHome.of(path, path, 30_000);
        StateFolder.open(home.folder().root());
    }

    @AfterEach
    void leaveNoProcess() {
        Piece.all(home.folder()).forEach(piece -> piece.stop(Duration.ZERO));
        client.close();
    }

    @Test
    void replicasAboveTheWantedNumberEndAndTheOthersStay() {
        var first = Pretended.start(home, "customer");
        var second = Pretended.start(home, "customer-2");
        var third = Pretended.start(home, "customer-3");
        var stack = Pretended.start(home, "stack");

        new Up(home, client, 2).endSurplus();

        assertThat(Pretended.runs(third)).isFalse();
        assertThat(first).matches(Pretended::runs);
        assertThat(second).matches(Pretended::runs);
        assertThat(stack).matches(Pretended::runs);
    }
}
