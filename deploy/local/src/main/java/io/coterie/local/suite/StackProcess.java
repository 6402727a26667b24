package io.coterie.local.suite;

import io.coterie.local.clock.ClockEndpoint;
import io.coterie.local.stack.Address;
import io.coterie.local.stack.Addresses;
import io.coterie.local.stack.Broker;
import io.coterie.local.stack.Databases;
import io.coterie.local.stack.Documents;
import io.coterie.local.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The stack as a process of its own.
record StackProcess(SuiteHome home, LocalClient client) {
    static final String NAME = "stack";
    private static final long PATIENCE_SECONDS = 60;

    private JavaProcess process() {
        return new JavaProcess(home, NAME);
    }

    boolean isRunning() {
        return process().piece().isRunning();
    }

    /// Starts what does not run, and waits until all of it answers.
    void ensure(PortPlan ports) {
        var phase = Phase.begin("local stack");
        if (!isRunning()) {
            start(ports);
        }
        var url = "http://127.0.0.1:" + ports.port("inbox");
        if (!Phase.await(PATIENCE_SECONDS, () -> client.answersOk(url + ClockEndpoint.PATH), this::isRunning)) {
            throw failure("did not answer on " + url);
        }
        try {
            client.post(url + Stack.PARTS, "application/json", "", Optional.empty(), Duration.ofMinutes(4));
        } catch (IllegalStateException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
        phase.end("ready: "
                + Addresses.read(home.folder()).values().stream()
                        .map(Address::product)
                        .collect(Collectors.joining(", ")));
    }

    boolean stop() {
        var was = process().piece().stop(Duration.ofSeconds(90));
        stopOrphans();
        return was;
    }

    /// What a killed stack leaves behind.
    void stopOrphans() {
        Databases.stopOrphan(home.folder());
        Broker.stopOrphan(home.folder());
        Documents.stopOrphan(home.folder());
    }

    private void start(PortPlan ports) {
        var target = home.checkout().resolve("deploy/local/target");
        var at = ports.stack();
        process()
                .start(
                        List.of(target.resolve("local-stack.jar"), target.resolve("lib")),
                        List.of(
                                "-Xmx512m",
                                "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %2$s %5$s%6$s%n",
                                "-cp",
                                "*",
                                Stack.class.getName(),
                                home.folder().root().toString(),
                                Integer.toString(at.http()),
                                Integer.toString(at.smtp()),
                                Integer.toString(at.postgresql()),
                                Integer.toString(at.amqp()),
                                Integer.toString(at.mongodb())),
                        Map.of());
    }

    private SuiteFailure failure(String what) {
        return new SuiteFailure(
                1,
                "the local stack " + what + "\n--- end of " + home.log(NAME) + "\n"
                        + process().tail());
    }
}
