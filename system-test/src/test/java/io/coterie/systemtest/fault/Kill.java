package io.coterie.systemtest.fault;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// SIGKILL, at a moment that hurts. The process is first made to stand still, so that it cannot leave the moment while
/// one looks; where it is not the moment, it goes on.
///
/// @param moment what was hit
/// @param left how much the dead process left undone
public record Kill(ServiceName service, String moment, long left) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Returns when the process is dead; it is for the caller to start it again.
    public static Kill at(Suite suite, ServiceName service, Moment moment) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            if (isKilled(suite, service, moment)) {
                var left = moment.left().count();
                if (left > 0) {
                    var kill = new Kill(service, moment.name(), left);
                    System.out.println(kill);
                    return kill;
                }
                suite.start(List.of(service));
            }
            LockSupport.parkNanos(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 40))
                    .toNanos());
        }
        throw new AssertionError(service + " was never caught with " + moment.name());
    }

    private static boolean isKilled(Suite suite, ServiceName service, Moment moment) {
        var process = suite.process(service);
        process.freeze();
        if (moment.now().count() > 0) {
            process.kill();
            return true;
        }
        process.thaw();
        return false;
    }

    @Override
    public String toString() {
        return "killed %s with %d %s".formatted(service.key(), left, moment);
    }
}
