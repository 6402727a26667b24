package io.coterie.local.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The system clock plus an offset that all processes share through a memory-mapped file:
/// 8 bytes, a big-endian signed number of milliseconds.
public final class MovableClock extends Clock {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer file;
    private final Clock base;

    private MovableClock(ByteBuffer file, Clock base) {
        this.file = file;
        this.base = base;
    }

    /// Opens the file, or makes it with offset 0.
    public static MovableClock open(Path path) {
        try (var channel =
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            return new MovableClock(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the clock file " + path, e);
        }
    }

    public Duration offset() {
        return Duration.ofMillis((long) LONG.getVolatile(file, 0));
    }

    /// Adds to the offset, for every process at once.
    public void advance(Duration by) {
        LONG.getAndAdd(file, 0, by.toMillis());
    }

    public void reset() {
        LONG.setVolatile(file, 0, 0L);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? this : new MovableClock(file, base.withZone(zone));
    }
}
