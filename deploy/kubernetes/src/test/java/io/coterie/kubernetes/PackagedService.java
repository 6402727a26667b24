package io.coterie.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/// A service as it was packaged: its own classes, and the libraries that it runs with.
record PackagedService(String name) {
    private static final String CONNECTOR = "smallrye-reactive-messaging-rabbitmq-";

    interface Reader {
        void read(InputStream entry) throws IOException;
    }

    /// Of the project's own classes, and of the connector to the broker.
    Index index() {
        var indexer = new Indexer();
        Predicate<Path> wanted =
                jar -> isOurs(jar) || jar.getFileName().toString().contains(CONNECTOR);
        each(wanted, entry -> entry.endsWith(".class"), indexer::index);
        return indexer.complete();
    }

    /// In each of its jars, if it is there.
    void eachLibraryResource(String resource, Reader reader) {
        each(jar -> !isOurs(jar), resource::equals, reader);
    }

    /// In the project's own jars, if it is there.
    void eachOwnResource(String resource, Reader reader) {
        each(PackagedService::isOurs, resource::equals, reader);
    }

    private void each(Predicate<Path> jars, Predicate<String> entries, Reader reader) {
        try (Stream<Path> files = Files.walk(Path.of("../..", name, "target/quarkus-app"))) {
            for (var file : files.filter(file -> file.toString().endsWith(".jar"))
                    .filter(jars)
                    .sorted()
                    .toList()) {
                eachEntry(file, entries, reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is not packaged, or cannot be read", e);
        }
    }

    private static void eachEntry(Path file, Predicate<String> entries, Reader reader) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            for (var entry :
                    jar.stream().filter(each -> entries.test(each.getName())).toList()) {
                try (var content = jar.getInputStream(entry)) {
                    reader.read(content);
                }
            }
        }
    }

    /// The application itself, and the kit.
    private static boolean isOurs(Path jar) {
        return jar.toString().contains("/quarkus-app/app/")
                || jar.getFileName().toString().startsWith("io.coterie.");
    }
}
