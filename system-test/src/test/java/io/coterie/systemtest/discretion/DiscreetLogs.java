package io.coterie.systemtest.discretion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// After every class of system tests: nothing that any process of a suite has logged names a person, or gives a secret
/// away. JUnit finds it by itself, so that no class is forgotten.
public final class DiscreetLogs implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        String home = System.getProperty("coterie.home");
        if (home == null) {
            return;
        }
        List<Indiscretion> found = new ArrayList<>();
        for (Path suite : suitesIn(Path.of(home).toAbsolutePath().normalize().resolveSibling(""))) {
            found.addAll(new SuiteLogs(suite).indiscretions());
        }
        assertThat(found).as("what logs tell and must not").isEmpty();
    }

    /// Every folder that has logs, two levels below: `HOME/OFFSET/logs`.
    private static List<Path> suitesIn(Path homes) throws IOException {
        if (!Files.exists(homes)) {
            return List.of();
        }
        try (var folders = Files.find(homes, 2, (path, type) -> type.isDirectory())) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("logs")))
                    .filter(folder -> Files.exists(folder.resolve("ports")))
                    .toList();
        }
    }
}
