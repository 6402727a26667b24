package io.coterie.systemtest.discretion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The logs of one suite: those of the services and of the stack, with its database's lines among them, those of former
/// processes, and the broker's own.
///
/// @param folder the suite's own
record SuiteLogs(Path folder) {
    private static final int SHORTEST_SECRET = 12;

    /// What customers were made to say in these tests.
    private static final List<String> SAID = List.of("It came late", "Thank you", "Well done");

    List<Indiscretion> indiscretions() {
        List<Forbidden> forbidden = new ArrayList<>(Forbidden.BY_FORM);
        Forbidden.words("a first name", firstNames()).forEach(forbidden::add);
        Forbidden.words("a secret", secrets()).forEach(forbidden::add);
        Forbidden.words("what a customer said", SAID).forEach(forbidden::add);
        return logs().flatMap(log -> search(log, forbidden).stream()).toList();
    }

    Stream<Path> logs() {
        return Stream.concat(files(folder.resolve("logs")), files(folder.resolve("rabbitmq/log")));
    }

    private static List<Indiscretion> search(Path log, List<Forbidden> forbidden) {
        List<Indiscretion> found = new ArrayList<>();
        List<String> lines = read(log).lines().toList();
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            for (Forbidden each : forbidden) {
                if (each.in().test(line)) {
                    found.add(new Indiscretion(log, number + 1, each.kind(), line));
                }
            }
        }
        return found;
    }

    /// Of the customers that the demo made: it keeps its files in the suite's folder.
    private Set<String> firstNames() {
        Set<String> names = new LinkedHashSet<>();
        files(folder.resolve("demo"))
                .filter(file -> file.toString().endsWith(".csv"))
                .forEach(file -> names.addAll(column(read(file).lines().toList(), "first_name")));
        return names;
    }

    private static Collection<String> column(List<String> csv, String name) {
        int at = csv.isEmpty() ? -1 : List.of(csv.getFirst().split(",")).indexOf(name);
        return at < 0
                ? List.of()
                : csv.stream()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .filter(fields -> fields.length > at && !fields[at].isBlank())
                        .map(fields -> fields[at])
                        .toList();
    }

    private Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        files(folder.resolve("secrets")).map(SuiteLogs::read).map(String::strip).forEach(secrets::add);
        secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        return secrets;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }
}
