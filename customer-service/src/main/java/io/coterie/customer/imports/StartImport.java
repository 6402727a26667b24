package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.customer.source.Source;
import io.coterie.customer.source.Sources;
import io.coterie.customer.text.Refused;
import io.coterie.kit.event.Ids;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/// Checks a mapping against its file, and stores both. Afterwards the import runs, whatever happens to this replica.
@Singleton
class StartImport {
    private final Sources sources;
    private final ImportTable imports;
    private final Uploads uploads;
    private final ImportLoop loop;

    StartImport(Sources sources, ImportTable imports, Uploads uploads, ImportLoop loop) {
        this.sources = sources;
        this.imports = imports;
        this.uploads = uploads;
        this.loop = loop;
    }

    /// @throws Refused where the mapping is not right, or does not fit the file
    UUID start(JsonNode json, Path file) throws IOException {
        Mapping mapping = Mapping.of(json);
        Source source = sources.withKey(mapping.source())
                .orElseThrow(() -> new Refused("mapping.source", "the key of a source that exists"));
        checkColumns(mapping, file);
        UUID id = Ids.next();
        imports.create(id, source.id(), json.toString());
        imports.received(id, store(id, file));
        loop.wake();
        return id;
    }

    private static void checkColumns(Mapping mapping, Path file) throws IOException {
        try (var reader = new FileReader(() -> open(file), mapping.format(), 1)) {
            Line first = reader.next();
            if (first == null) {
                throw new Refused("file", "at least one row");
            }
            Columns.of(mapping, first);
        }
    }

    /// The SHA-256 of what was stored, in hexadecimal.
    private String store(UUID id, Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            int no = 0;
            for (byte[] piece = in.readNBytes(Uploads.CHUNK_BYTES);
                    piece.length > 0;
                    piece = in.readNBytes(Uploads.CHUNK_BYTES)) {
                digest.update(piece);
                uploads.add(id, no++, piece);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
