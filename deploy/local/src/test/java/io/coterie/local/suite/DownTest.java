package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownTest {
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
    void noProcessIsLeft() throws Exception {
        var processes = List.of(started("customer"), started("customer-2"), started("feedback-3"), started("stack"));

        new Down(home, client).run(false);

        assertThat(processes).noneMatch(Pretended::runs);
        assertThat(Piece.all(home.folder())).isEmpty();
    }

    @Test
    void everyReplicaEndsBeforeTheStackThatItNeeds() throws Exception {
        started("stack");
        started("segment");
        started("segment-2");

        new Down(home, client).run(false);

        assertThat(Files.readAllLines(path.resolve("ended"))).hasSize(3).endsWith("stack");
    }

    private ProcessHandle started(String name) {
        return Pretended.start(home, name);
    }
}
