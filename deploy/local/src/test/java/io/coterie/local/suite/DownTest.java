package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.local.state.DetachedProcess;
import io.coterie.local.state.Piece;
import io.coterie.local.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void closeTheClient() {
        client.close();
    }

    @Test
    void noProcessIsLeft() throws Exception {
        var processes = List.of(started("customer"), started("customer-2"), started("feedback-3"), started("stack"));

        new Down(home, client).run(false);

        // nobody may be there to reap them: a zombie has no command line
        assertThat(processes).noneMatch(process -> process.info().commandLine().isPresent());
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
        var script =
                "trap 'echo %1$s >> ended; exit' TERM; touch %1$s.started; while :; do sleep 0.1; done".formatted(name);
        var pid = DetachedProcess.start(
                List.of("bash", "-c", script, path.toString()), Map.of(), path, path.resolve("log"));
        new Piece(home.folder(), name).remember(pid, path.toString(), Piece.Ending.TERM);
        await().until(() -> Files.exists(path.resolve(name + ".started")));
        return ProcessHandle.of(pid).orElseThrow();
    }
}
