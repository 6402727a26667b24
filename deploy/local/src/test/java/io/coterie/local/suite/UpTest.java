package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.StateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    @TempDir
    Path path;

    @Test
    void replicasAboveTheWantedNumberEndAndTheOthersStay() throws Exception {
        var home = SuiteHome.of(path, path, 30_000);
        StateFolder.open(home.folder().root());
        try (var client = new LocalClient()) {
            var first = Pretended.start(home, "customer");
            var second = Pretended.start(home, "customer-2");
            var third = Pretended.start(home, "customer-3");
            var stack = Pretended.start(home, "stack");

            new Up(home, client, 2).endSurplus();

            assertThat(third).matches(process -> !Pretended.runs(process));
            assertThat(first).matches(Pretended::runs);
            assertThat(second).matches(Pretended::runs);
            assertThat(stack).matches(Pretended::runs);
            new Down(home, client).run(false);
        }
    }
}
