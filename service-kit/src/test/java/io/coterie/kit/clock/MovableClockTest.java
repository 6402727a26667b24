package io.coterie.kit.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovableClockTest {
    @TempDir
    Path folder;

    @Test
    void aClockMovesWithItsFile() throws IOException {
        Path file = folder.resolve("clock");
        write(file, 0);
        Clock clock = MovableClock.at(file);
        Instant before = clock.instant();

        write(file, Duration.ofDays(90).toMillis());

        assertThat(Duration.between(before, clock.instant())).isBetween(Duration.ofDays(90), Duration.ofDays(91));
    }

    @Test
    void aFileThatHoldsNoOffsetIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("clock"), "now");

        assertThatThrownBy(() -> MovableClock.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("8 bytes");
    }

    private static void write(Path file, long millis) throws IOException {
        Files.write(
                file,
                ByteBuffer.allocate(Long.BYTES).putLong(millis).array(),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
