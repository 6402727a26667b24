package io.coterie.segment.facts;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Facts as bytes, column by column: the format's version, their number, the names that occur, then of all facts their
/// name and kind, the microseconds since the fact before, the ids, the JSON of the values, and last what only answers
/// have: version and themes. Numbers are Protocol Buffers' variable-length integers.
final class FactFormat {
    private static final byte VERSION = 3;
    private static final int BYTES_A_FACT = 64;

    private FactFormat() {}

    static byte[] write(List<Fact> facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(facts.size() * BYTES_A_FACT);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawByte(VERSION);
            out.writeUInt32NoTag(facts.size());
            write(out, facts, names(facts));
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Names names(List<Fact> facts) {
        Names names = new Names();
        for (Fact fact : facts) {
            names.add(fact.name());
            if (fact instanceof Fact.Answer answer) {
                answer.themes().forEach(names::add);
            }
        }
        return names;
    }

    private static void write(CodedOutputStream out, List<Fact> facts, Names names) throws IOException {
        names.write(out);
        for (Fact fact : facts) {
            out.writeUInt32NoTag(names.number(fact.name()) << 1 | (fact instanceof Fact.Answer ? 1 : 0));
        }
        long last = 0;
        for (Fact fact : facts) {
            long at = Micros.of(fact.at());
            out.writeSInt64NoTag(at - last);
            last = at;
        }
        for (Fact fact : facts) {
            out.writeFixed64NoTag(fact.id().getMostSignificantBits());
            out.writeFixed64NoTag(fact.id().getLeastSignificantBits());
        }
        for (Fact fact : facts) {
            out.writeByteArrayNoTag(fact.stored().text());
        }
        for (Fact fact : facts) {
            if (fact instanceof Fact.Answer answer) {
                out.writeUInt32NoTag(answer.version());
                out.writeUInt32NoTag(answer.themes().size());
                for (String theme : answer.themes()) {
                    out.writeUInt32NoTag(names.number(theme));
                }
            }
        }
    }

    static List<Fact> read(byte[] bytes) {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        try {
            byte version = in.readRawByte();
            if (version != VERSION) {
                throw new UnknownFormat(version);
            }
            return facts(in, in.readUInt32());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Fact> facts(CodedInputStream in, int size) throws IOException {
        String[] names = Names.read(in);
        int[] named = new int[size];
        for (int i = 0; i < size; i++) {
            named[i] = in.readUInt32();
        }
        Instant[] at = instants(in, size);
        UUID[] ids = new UUID[size];
        for (int i = 0; i < size; i++) {
            ids[i] = new UUID(in.readFixed64(), in.readFixed64());
        }
        Values[] values = new Values[size];
        for (int i = 0; i < size; i++) {
            values[i] = Values.stored(in.readByteArray());
        }
        List<Fact> facts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            String name = names[named[i] >>> 1];
            facts.add(
                    (named[i] & 1) == 0
                            ? new Fact.Behaviour(ids[i], at[i], name, values[i])
                            : new Fact.Answer(ids[i], in.readUInt32(), at[i], name, values[i], themes(in, names)));
        }
        return facts;
    }

    private static Instant[] instants(CodedInputStream in, int size) throws IOException {
        Instant[] at = new Instant[size];
        long last = 0;
        for (int i = 0; i < size; i++) {
            last += in.readSInt64();
            at[i] = Micros.instant(last);
        }
        return at;
    }

    private static Set<String> themes(CodedInputStream in, String[] names) throws IOException {
        Set<String> themes = new HashSet<>();
        for (int left = in.readUInt32(); left > 0; left--) {
            themes.add(names[in.readUInt32()]);
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
