package io.coterie.systemtest.load;

import io.coterie.systemtest.suite.Http;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Sends a call again, the same, until it is acknowledged, as SDKs and survey tools do. Whatever else than success and
/// "try later" is answered fails the test.
final class Resender {
    private static final Set<Integer> LATER = Set.of(408, 410, 425, 429, 500, 502, 503, 504);
    private static final Duration GIVE_UP = Duration.ofMinutes(6);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();

    void deliver(Supplier<HttpRequest> call) {
        var deadline = System.nanoTime() + GIVE_UP.toNanos();
        var pause = Duration.ofMillis(50);
        calls.incrementAndGet();
        while (!acknowledged(call.get())) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not acknowledged within " + GIVE_UP);
            }
            resent.incrementAndGet();
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    long calls() {
        return calls.get();
    }

    long resent() {
        return resent.get();
    }

    private static boolean acknowledged(HttpRequest request) {
        try {
            var response = Http.send(request);
            if (response.statusCode() / 100 == 2) {
                return true;
            }
            if (LATER.contains(response.statusCode())) {
                return false;
            }
            throw new AssertionError("%s answered %d, after which a client does not resend: %s"
                    .formatted(request.uri(), response.statusCode(), response.body()));
        } catch (IOException nobodyAnswered) {
            return false;
        }
    }
}
