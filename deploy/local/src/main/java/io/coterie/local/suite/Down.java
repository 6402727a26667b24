package io.coterie.local.suite;

import io.coterie.local.state.Piece;
import java.time.Duration;
import java.util.concurrent.Executors;

/// Ends the suite: the services, then the stack, then whatever else it remembers to have started.
record Down(SuiteHome home, LocalClient client) {

    void run(boolean wipe) throws Exception {
        try (var _ = home.lock()) {
            var phase = Phase.begin("stopping");
            try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
                ServiceProcess.remembered(home, client).forEach(service -> each.execute(service::stop));
            }
            new StackProcess(home, client).stop();
            Piece.all(home.folder()).forEach(piece -> piece.stop(Duration.ofSeconds(10)));
            if (wipe) {
                home.folder().wipe();
            }
            phase.end(
                    wipe
                            ? "stopped, data wiped"
                            : "stopped, data kept in " + home.folder().root());
        }
    }
}
