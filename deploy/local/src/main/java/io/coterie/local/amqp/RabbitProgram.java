package io.coterie.local.amqp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where RabbitMQ's server script and Erlang's `epmd` are installed.
final class RabbitProgram {
    private static final List<Path> PACKAGE_FOLDERS = List.of(
            Path.of("/usr/lib/rabbitmq/lib"),
            Path.of("/opt/homebrew/opt/rabbitmq"),
            Path.of("/usr/local/opt/rabbitmq"));

    private RabbitProgram() {}

    /// The package's own script is preferred: Debian's wrapper on the path switches user.
    static Optional<Path> find() {
        return PACKAGE_FOLDERS.stream()
                .flatMap(folder -> Stream.concat(Stream.of(folder), children(folder)))
                .map(folder -> folder.resolve("sbin/rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> onPath("rabbitmq-server"));
    }

    static Path epmd() {
        return onPath("epmd")
                .or(() -> Optional.of(Path.of("/usr/lib/erlang/bin/epmd")).filter(Files::isExecutable))
                .orElseThrow(() -> new IllegalStateException("Erlang's epmd is not on the PATH"));
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> children(Path folder) {
        try (var children = Files.list(folder)) {
            return children.sorted().toList().reversed().stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}
