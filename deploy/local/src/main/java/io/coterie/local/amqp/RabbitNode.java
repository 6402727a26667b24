package io.coterie.local.amqp;

import io.coterie.local.state.DetachedProcess;
import io.coterie.local.state.Piece;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// A RabbitMQ node with its own folder, cookie, ports and `epmd`: it meets no other node of this machine.
public final class RabbitNode implements AmqpBroker {
    /// Names of its processes in the state folder.
    public static final String NODE = "amqp";

    public static final String EPMD = "epmd";

    private static final String NAME = "coterie@localhost";

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Settings settings;
    private int epmdPort;

    private RabbitNode(Settings settings) {
        this.settings = settings;
    }

    static RabbitNode start(Settings settings) {
        var node = new RabbitNode(settings);
        try {
            node.epmdPort = node.startEpmd();
            var server = node.startServer();
            AmqpBroker.awaitOpen(settings, PATIENCE, server::isRunning);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    @Override
    public String product() {
        return "RabbitMQ";
    }

    @Override
    public boolean isRunning() {
        return new Piece(settings.folder(), NODE).isRunning();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    /// Runs `rabbitmqctl` on this node.
    ///
    /// @return what it prints
    /// @throws IllegalStateException with its errors, where it fails
    public String control(String... arguments) {
        var program = RabbitProgram.find().orElseThrow().resolveSibling("rabbitmqctl");
        var command = new ProcessBuilder(program.toString(), "--quiet", "--node", NAME);
        command.command().addAll(List.of(arguments));
        command.environment().putAll(environment(settings.folder().directory("rabbitmq")));
        try {
            var process = command.redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("rabbitmqctl failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rabbitmqctl runs", e);
        }
    }

    @Override
    public void close() {
        var folder = settings.folder();
        new Piece(folder, NODE).stop(settings.durable() ? Duration.ofSeconds(30) : Duration.ZERO);
        new Piece(folder, EPMD).stop(Duration.ofSeconds(5));
    }

    private int startEpmd() {
        var port = Ports.anyFree();
        var pid = DetachedProcess.start(
                List.of(RabbitProgram.epmd().toString(), "-address", "127.0.0.1", "-port", Integer.toString(port)),
                Map.of(),
                settings.folder().directory("rabbitmq"),
                log());
        var epmd = new Piece(settings.folder(), EPMD);
        epmd.remember(pid, "epmd -address 127.0.0.1 -port " + port, Piece.Ending.TERM);
        awaitListening(port, epmd);
        return port;
    }

    /// Erlang would start an `epmd` of its own, and leave it behind.
    private static void awaitListening(int port, Piece epmd) {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!Ports.isOpen(port)) {
            if (!epmd.isRunning() || System.nanoTime() > deadline) {
                throw new IllegalStateException("epmd did not open on port " + port);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// In its mode for service supervisors the script becomes the Erlang machine, so that its pid is the node's.
    private Piece startServer() {
        var program =
                RabbitProgram.find().orElseThrow(() -> new IllegalStateException("rabbitmq-server is not installed"));
        var home = settings.folder().directory("rabbitmq");
        writeConfiguration(home);
        var pid = DetachedProcess.start(
                List.of(program.toString(), "-coterie", home.toString()), environment(home), home, log());
        var piece = new Piece(settings.folder(), NODE);
        piece.remember(pid, "-coterie " + home, Piece.Ending.TERM);
        return piece;
    }

    private Map<String, String> environment(Path home) {
        var variables = new HashMap<String, String>();
        variables.put("HOME", home.toString());
        variables.put("RUNNING_UNDER_SYSTEMD", "true");
        variables.put("RABBITMQ_NODENAME", NAME);
        variables.put("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1");
        variables.put("RABBITMQ_NODE_PORT", Integer.toString(settings.port()));
        variables.put("RABBITMQ_DIST_PORT", Integer.toString(Ports.anyFree()));
        variables.put("ERL_EPMD_PORT", Integer.toString(epmdPort));
        variables.put("ERL_EPMD_ADDRESS", "127.0.0.1");
        variables.put("RABBITMQ_MNESIA_BASE", home.resolve("data").toString());
        variables.put("RABBITMQ_LOG_BASE", home.resolve("log").toString());
        variables.put("RABBITMQ_SCHEMA_DIR", home.resolve("schema").toString());
        variables.put("RABBITMQ_GENERATED_CONFIG_DIR", home.resolve("generated").toString());
        variables.put("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString());
        variables.put(
                "RABBITMQ_CONF_ENV_FILE", home.resolve("rabbitmq-env.conf").toString());
        variables.put(
                "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString());
        variables.put("RABBITMQ_PID_FILE", home.resolve("pid").toString());
        variables.put(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none");
        return variables;
    }

    private void writeConfiguration(Path home) {
        var folder = new StateFolder(home);
        folder.write("rabbitmq.conf", """
                default_user = %s
                default_pass = %s
                """.formatted(USER, settings.password()));
        folder.write("rabbitmq-env.conf", "");
        folder.write("enabled_plugins", "[].\n");
        if (!Files.exists(home.resolve(".erlang.cookie"))) {
            folder.write(".erlang.cookie", settings.folder().secret("erlang-cookie"));
            ownerReadsOnly(home.resolve(".erlang.cookie"));
        }
    }

    private static void ownerReadsOnly(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot protect " + file, e);
        }
    }

    private Path log() {
        return settings.folder().directory("logs").resolve("amqp.log");
    }
}
