package io.coterie.local.suite;

import static org.awaitility.Awaitility.await;

import io.coterie.local.state.DetachedProcess;
import io.coterie.local.state.Piece;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Processes that a suite takes for its own. Each adds a line to the file `ended` of the home when it is told to end.
final class Pretended {
    private Pretended() {}

    static ProcessHandle start(SuiteHome home, String name) {
        var path = home.all().root();
        var script =
                "trap 'echo %1$s >> ended; exit' TERM; touch %1$s.started; while :; do sleep 0.1; done".formatted(name);
        var pid = DetachedProcess.start(
                List.of("bash", "-c", script, path.toString()), Map.of(), path, path.resolve("log"));
        new Piece(home.folder(), name).remember(pid, path.toString(), Piece.Ending.TERM);
        await().until(() -> Files.exists(path.resolve(name + ".started")));
        return ProcessHandle.of(pid).orElseThrow();
    }

    /// Nobody may be there to reap it: a zombie has no command line.
    static boolean runs(ProcessHandle process) {
        return process.info().commandLine().isPresent();
    }
}
