package io.coterie.systemtest.suite;

import java.time.Duration;
import java.util.function.Supplier;

/// An operator's token, fetched anew before it ends: it lives for an hour.
final class Token implements Supplier<String> {
    private static final long RENEW_NANOS = Duration.ofMinutes(40).toNanos();

    private final Launcher launcher;
    private String token;
    private long fetched;

    Token(Launcher launcher) {
        this.launcher = launcher;
        this.token = fetch();
    }

    @Override
    public synchronized String get() {
        if (System.nanoTime() - fetched > RENEW_NANOS) {
            token = fetch();
        }
        return token;
    }

    private String fetch() {
        fetched = System.nanoTime();
        return launcher.ask("token", "--role", "operator").strip();
    }
}
