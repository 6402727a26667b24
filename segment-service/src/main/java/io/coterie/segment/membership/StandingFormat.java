package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.facts.Micros;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Standings as bytes: the format's version, then for each the segment, its version, the verdict, since, next change,
/// seen and settled in microseconds since 1970. Format 1 had not the last two.
final class StandingFormat {
    private static final byte VERSION = 2;
    private static final byte BEFORE = 1;
    private static final int BYTES_EACH = 2 * Integer.BYTES + 1 + 4 * Long.BYTES;

    private StandingFormat() {}

    static byte[] write(Map<Definition.Ref, Standing> standings) {
        ByteBuffer buffer = ByteBuffer.allocate(1 + standings.size() * BYTES_EACH);
        buffer.put(VERSION);
        standings.forEach((ref, standing) -> buffer.putInt(ref.segmentId())
                .putInt(ref.version())
                .put((byte) (standing.member() ? 1 : 0))
                .putLong(Micros.of(standing.since()))
                .putLong(Micros.of(standing.next()))
                .putLong(Micros.of(standing.seen()))
                .putLong(Micros.of(standing.settled())));
        return buffer.array();
    }

    static Map<Definition.Ref, Standing> read(byte[] bytes) {
        Map<Definition.Ref, Standing> standings = new HashMap<>();
        if (bytes.length == 0) {
            return standings;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte version = buffer.get();
        if (version != VERSION && version != BEFORE) {
            throw new IllegalStateException("standings of format " + version + ", this release reads " + VERSION);
        }
        while (buffer.hasRemaining()) {
            Definition.Ref ref = new Definition.Ref(buffer.getInt(), buffer.getInt());
            standings.put(ref, standing(buffer, version));
        }
        return standings;
    }

    private static Standing standing(ByteBuffer buffer, byte version) {
        boolean member = buffer.get() == 1;
        Instant since = Micros.instant(buffer.getLong());
        Instant next = Micros.instant(buffer.getLong());
        return version == BEFORE
                ? new Standing(member, since, next, since, since)
                : new Standing(member, since, next, Micros.instant(buffer.getLong()), Micros.instant(buffer.getLong()));
    }
}
