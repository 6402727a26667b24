package io.coterie.testkit;

import io.coterie.local.clock.MovableClock;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A clock that the test moves and the service sees. Each run starts at the system's time.
public final class MovableClockResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Shared shared;

    private record Shared(Path file, MovableClock clock) {}

    public static Clock clock() {
        return shared().clock();
    }

    public static void advance(Duration by) {
        shared().clock().advance(by);
    }

    public static void reset() {
        shared().clock().reset();
    }

    @Override
    public Map<String, String> start() {
        reset();
        return Map.of("coterie.clock.file", shared().file().toString());
    }

    @Override
    public void stop() {
        reset();
    }

    private static synchronized Shared shared() {
        var open = shared;
        if (open == null) {
            var file = Scratch.folder("clock").file("clock");
            open = new Shared(file, MovableClock.open(file));
            shared = open;
        }
        return open;
    }
}
