package io.coterie.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// Renders a folder of manifests. A test that asks for it is skipped where `kubectl` is missing or too old.
final class Kubectl {
    private static final int MAJOR = 1;
    private static final int MINOR = 27;

    private Kubectl() {}

    static String kustomize(Path folder) {
        assumeTrue(isInstalled(), "kubectl %d.%d or newer is not installed".formatted(MAJOR, MINOR));
        return output("kubectl", "kustomize", folder.toString())
                .orElseThrow(() -> new AssertionError("kubectl kustomize " + folder + " failed"));
    }

    private static boolean isInstalled() {
        try {
            var version = output("kubectl", "version", "--client", "--output=json");
            if (version.isEmpty()) {
                return false;
            }
            var client = new ObjectMapper().readTree(version.get()).path("clientVersion");
            var minor = client.path("minor").asText("0").replaceAll("[^0-9]", "");
            return client.path("major").asInt() > MAJOR || Integer.parseInt(minor) >= MINOR;
        } catch (IOException | UncheckedIOException missing) {
            return false;
        }
    }

    private static Optional<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl runs", e);
        }
    }
}
