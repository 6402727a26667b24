package io.coterie.segment.membership;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.facts.Micros;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Standings as bytes: the format's version, the instants that occur (few, for one touch settles many segments), in
/// microseconds since the one before, then for each the segment, its version, the verdict, and the numbers of since,
/// next change, seen and settled. Numbers are Protocol Buffers' variable-length integers.
final class StandingFormat {
    private static final byte VERSION = 3;
    private static final int BYTES_EACH = 12;

    private StandingFormat() {}

    static byte[] write(Map<Definition.Ref, Standing> standings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(standings.size() * BYTES_EACH);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeRawByte(VERSION);
            Map<Long, Integer> numbers = writeInstants(out, standings);
            out.writeUInt32NoTag(standings.size());
            for (Map.Entry<Definition.Ref, Standing> each : standings.entrySet()) {
                write(out, each.getKey(), each.getValue(), numbers);
            }
            out.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Map<Long, Integer> writeInstants(CodedOutputStream out, Map<Definition.Ref, Standing> standings)
            throws IOException {
        SequencedSet<Long> instants = new TreeSet<>();
        for (Standing standing : standings.values()) {
            instants.add(Micros.of(standing.since()));
            instants.add(Micros.of(standing.next()));
            instants.add(Micros.of(standing.seen()));
            instants.add(Micros.of(standing.settled()));
        }
        Map<Long, Integer> numbers = HashMap.newHashMap(instants.size());
        out.writeUInt32NoTag(instants.size());
        long last = 0;
        for (long instant : instants) {
            numbers.put(instant, numbers.size());
            out.writeSInt64NoTag(instant - last);
            last = instant;
        }
        return numbers;
    }

    private static void write(CodedOutputStream out, Definition.Ref ref, Standing standing, Map<Long, Integer> numbers)
            throws IOException {
        out.writeUInt32NoTag(ref.segmentId());
        out.writeUInt32NoTag(ref.version());
        out.writeBoolNoTag(standing.member());
        out.writeUInt32NoTag(number(numbers, standing.since()));
        out.writeUInt32NoTag(number(numbers, standing.next()));
        out.writeUInt32NoTag(number(numbers, standing.seen()));
        out.writeUInt32NoTag(number(numbers, standing.settled()));
    }

    private static int number(Map<Long, Integer> numbers, Instant instant) {
        return Objects.requireNonNull(numbers.get(Micros.of(instant)));
    }

    static Map<Definition.Ref, Standing> read(byte[] bytes) {
        if (bytes.length == 0) {
            return new HashMap<>();
        }
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        try {
            byte version = in.readRawByte();
            if (version != VERSION) {
                throw new IllegalStateException("standings of format " + version + ", this release reads " + VERSION);
            }
            return standings(in, instants(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Instant[] instants(CodedInputStream in) throws IOException {
        Instant[] instants = new Instant[in.readUInt32()];
        long last = 0;
        for (int i = 0; i < instants.length; i++) {
            last += in.readSInt64();
            instants[i] = Micros.instant(last);
        }
        return instants;
    }

    private static Map<Definition.Ref, Standing> standings(CodedInputStream in, Instant[] instants) throws IOException {
        int size = in.readUInt32();
        Map<Definition.Ref, Standing> standings = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            Definition.Ref ref = new Definition.Ref(in.readUInt32(), in.readUInt32());
            standings.put(
                    ref,
                    new Standing(
                            in.readBool(),
                            instants[in.readUInt32()],
                            instants[in.readUInt32()],
                            instants[in.readUInt32()],
                            instants[in.readUInt32()]));
        }
        return standings;
    }
}
