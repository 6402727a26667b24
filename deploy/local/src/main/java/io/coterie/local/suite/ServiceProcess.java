package io.coterie.local.suite;

import io.coterie.local.state.Piece;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A replica of a service as a process of its own.
record ServiceProcess(SuiteHome home, LocalClient client, Replica replica) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long READY_SECONDS = 300;

    /// All that were started and not stopped since, however many are wanted.
    static List<ServiceProcess> remembered(SuiteHome home, LocalClient client) {
        return Piece.all(home.folder()).stream()
                .flatMap(piece -> Replica.named(piece.name()).stream())
                .map(replica -> new ServiceProcess(home, client, replica))
                .toList();
    }

    boolean isRunning() {
        return process().piece().isRunning();
    }

    /// Starts it where it does not run, or runs with other settings. Does not wait.
    void ensure(Map<String, String> environment) {
        var settings = "run/" + replica.name() + ".settings";
        var fingerprint = fingerprint(environment);
        if (isRunning() && home.folder().read(settings).equals(Optional.of(fingerprint))) {
            return;
        }
        stop();
        var built = home.checkout().resolve(replica.service().module()).resolve("target/quarkus-app");
        if (!Files.exists(built.resolve("quarkus-run.jar"))) {
            throw new SuiteFailure(1, replica.title() + " is not built: " + built + " lacks quarkus-run.jar");
        }
        process().start(List.of(built), List.of("-Xmx384m", "-jar", "quarkus-run.jar"), environment);
        home.folder().write(settings, fingerprint);
    }

    void awaitReady(PortPlan ports) {
        var phase = Phase.begin(replica.title());
        var url = "http://127.0.0.1:" + ports.port(replica.name());
        if (!Phase.await(READY_SECONDS, () -> client.answersOk(url + "/q/health/ready"), this::isRunning)) {
            var what = isRunning() ? "is not ready after " + READY_SECONDS + " s" : "ended while it started";
            throw new SuiteFailure(
                    1,
                    "%s %s%n--- end of %s%n%s"
                            .formatted(
                                    replica.title(),
                                    what,
                                    home.log(replica.name()),
                                    process().tail()));
        }
        phase.end("ready at " + url);
    }

    boolean stop() {
        return process().piece().stop(PATIENCE);
    }

    private JavaProcess process() {
        return new JavaProcess(home, replica.name());
    }

    private static String fingerprint(Map<String, String> environment) {
        return UUID.nameUUIDFromBytes(environment.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
