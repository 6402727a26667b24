package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.JsonSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Facts as bytes: the format's version, their number, then each fact as kind, id, microseconds since 1970, name and
/// the JSON of its values; answers have their version and their themes besides. Format 1 had no themes.
final class FactFormat {
    private static final byte VERSION = 2;
    private static final byte BEFORE = 1;
    private static final byte BEHAVIOUR = 1;
    private static final byte ANSWER = 2;
    private static final int BYTES_A_FACT = 96;
    private static final ObjectMapper JSON = JsonSettings.mapper();

    private FactFormat() {}

    static byte[] write(List<Fact> facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(facts.size() * BYTES_A_FACT);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(facts.size());
            for (Fact fact : facts) {
                write(out, fact);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Fact fact) throws IOException {
        switch (fact) {
            case Fact.Behaviour(var id, var at, var event, var properties) -> {
                out.writeByte(BEHAVIOUR);
                head(out, id, at, event, properties);
            }
            case Fact.Answer(var id, var version, var at, var survey, var scores, var themes) -> {
                out.writeByte(ANSWER);
                head(out, id, at, survey, scores);
                out.writeInt(version);
                out.writeShort(themes.size());
                for (String theme : themes) {
                    out.writeUTF(theme);
                }
            }
        }
    }

    private static void head(DataOutputStream out, UUID id, Instant at, String name, JsonNode values)
            throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
        out.writeLong(Micros.of(at));
        out.writeUTF(name);
        byte[] json = JSON.writeValueAsBytes(values);
        out.writeInt(json.length);
        out.write(json);
    }

    static List<Fact> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION && version != BEFORE) {
                throw new UnknownFormat(version);
            }
            int size = in.readInt();
            List<Fact> facts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                facts.add(fact(in, version));
            }
            return facts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Fact fact(DataInputStream in, byte format) throws IOException {
        byte kind = in.readByte();
        UUID id = new UUID(in.readLong(), in.readLong());
        Instant at = Micros.instant(in.readLong());
        String name = in.readUTF();
        JsonNode values = JSON.readTree(in.readNBytes(in.readInt()));
        return kind == ANSWER
                ? new Fact.Answer(id, in.readInt(), at, name, values, format == BEFORE ? Set.of() : themes(in))
                : new Fact.Behaviour(id, at, name, values);
    }

    private static Set<String> themes(DataInputStream in) throws IOException {
        Set<String> themes = new HashSet<>();
        for (int left = in.readShort(); left > 0; left--) {
            themes.add(in.readUTF());
        }
        return Set.copyOf(themes);
    }

    /// Written by a newer release: this one must not touch it.
    static final class UnknownFormat extends RuntimeException {
        UnknownFormat(byte version) {
            super("chunk of format " + version + ", this release reads " + VERSION);
        }
    }
}
