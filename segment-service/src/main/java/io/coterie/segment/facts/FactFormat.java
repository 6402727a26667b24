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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Facts as bytes: the format's version, their number, then each fact as kind, id, microseconds since 1970, name and
/// the JSON of its values; answers have their version besides.
final class FactFormat {
    private static final byte VERSION = 1;
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
            case Fact.Answer(var id, var version, var at, var survey, var scores) -> {
                out.writeByte(ANSWER);
                head(out, id, at, survey, scores);
                out.writeInt(version);
            }
        }
    }

    private static void head(DataOutputStream out, UUID id, Instant at, String name, JsonNode values)
            throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        out.writeUTF(name);
        byte[] json = JSON.writeValueAsBytes(values);
        out.writeInt(json.length);
        out.write(json);
    }

    static List<Fact> read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new UnknownFormat(version);
            }
            int size = in.readInt();
            List<Fact> facts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                facts.add(fact(in));
            }
            return facts;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Fact fact(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        UUID id = new UUID(in.readLong(), in.readLong());
        Instant at = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
        String name = in.readUTF();
        JsonNode values = JSON.readTree(in.readNBytes(in.readInt()));
        return kind == ANSWER
                ? new Fact.Answer(id, in.readInt(), at, name, values)
                : new Fact.Behaviour(id, at, name, values);
    }

    /// Written by a newer release: this one must not touch it.
    static final class UnknownFormat extends RuntimeException {
        UnknownFormat(byte version) {
            super("chunk of format " + version + ", this release reads " + VERSION);
        }
    }
}
