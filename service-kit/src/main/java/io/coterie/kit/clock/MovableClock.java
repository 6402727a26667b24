package io.coterie.kit.clock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The system's clock plus an offset that all processes of a suite share.
///
/// The offset stands in a file of eight bytes (big-endian signed long, milliseconds) that is mapped into memory:
/// whoever moves it moves time for everybody at once, and reading it costs nothing.
public final class MovableClock extends Clock {
    private static final ValueLayout.OfLong OFFSET = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final MemorySegment offset;
    private final Clock system;

    private MovableClock(MemorySegment offset, Clock system) {
        this.offset = offset;
        this.system = system;
    }

    /// @throws IOException when the file cannot be read or holds fewer than eight bytes
    public static MovableClock at(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < Long.BYTES) {
                throw new IOException("a clock file has 8 bytes, this one " + channel.size() + ": " + file);
            }
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, Long.BYTES, Arena.global());
            return new MovableClock(mapped, Clock.systemUTC());
        }
    }

    @Override
    public Instant instant() {
        return system.instant().plusMillis(offset.get(OFFSET, 0));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Coterie's clock is UTC; zones belong to customers");
    }
}
