package io.coterie.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PieceTest {
    @TempDir
    Path path;

    @Test
    void aStoppedProcessIsGoneWithItsChildren() {
        var piece = started("sleep 600 & sleep 600");
        var parent = piece.process().orElseThrow();
        await().until(() -> parent.children().count() == 2);
        var children = parent.children().toList();

        assertThat(piece.stop(Duration.ofSeconds(5))).isTrue();

        assertThat(CommandLine.isAlive(parent)).isFalse();
        assertThat(children).noneMatch(CommandLine::isAlive);
        assertThat(Piece.all(piece.folder())).isEmpty();
    }

    @Test
    void aProcessThatIgnoresTheSignalIsKilled() {
        var piece = started("trap '' TERM; while :; do sleep 1; done");
        var process = piece.process().orElseThrow();

        piece.stop(Duration.ofMillis(300));

        assertThat(CommandLine.isAlive(process)).isFalse();
    }

    @Test
    void aStrangerWithTheSamePidIsLeftAlone() {
        var piece = started("while :; do sleep 1; done");
        var process = piece.process().orElseThrow();
        piece.remember(process.pid(), "another program", Piece.Ending.TERM);

        assertThat(piece.stop(Duration.ofSeconds(1))).isFalse();

        assertThat(CommandLine.isAlive(process)).isTrue();
        piece.remember(process.pid(), path.toString(), Piece.Ending.TERM);
        piece.stop(Duration.ofSeconds(1));
    }

    private Piece started(String script) {
        var folder = StateFolder.open(path);
        var pid = DetachedProcess.start(
                List.of("bash", "-c", script, path.toString()), Map.of(), path, path.resolve("log"));
        var piece = new Piece(folder, "trial");
        piece.remember(pid, path.toString(), Piece.Ending.TERM);
        return piece;
    }
}
