package io.coterie.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/// The folder that holds everything a suite leaves on disk. Readable by its owner alone.
public record StateFolder(Path root) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    public static StateFolder open(Path root) {
        var folder = new StateFolder(root);
        folder.directory(".");
        return folder;
    }

    public Path file(String name) {
        return root.resolve(name).normalize();
    }

    /// The named subfolder, made if it is missing.
    public Path directory(String name) {
        var path = file(name);
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + path, e);
        }
    }

    public Optional<String> read(String name) {
        try {
            return Files.exists(file(name)) ? Optional.of(Files.readString(file(name))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(name), e);
        }
    }

    /// Replaces the file atomically; mode 0600 from its first byte.
    public void write(String name, String content) {
        var target = file(name);
        directory(root.relativize(target.getParent()).toString());
        try {
            var temporary = Files.createTempFile(target.getParent(), ".new", null);
            Files.writeString(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target, e);
        }
    }

    /// The secret of that name: 192 random bits, made at first use and kept.
    public String secret(String name) {
        var path = "secrets/" + name;
        return read(path).orElseGet(() -> {
            var bytes = new byte[24];
            RANDOM.nextBytes(bytes);
            var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            write(path, secret);
            return secret;
        });
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file(name), e);
        }
    }

    /// Deletes the folder with all data in it.
    public void wipe() {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wipe " + root, e);
        }
    }
}
