package io.coterie.local.suite;

import java.util.Locale;
import java.util.concurrent.Callable;

/// Says on the terminal what is being waited for, and for how long it was.
final class Phase {
    private final long start = System.nanoTime();
    private final String name;

    private Phase(String name) {
        this.name = name;
    }

    static Phase begin(String name) {
        System.out.printf("%-24s ...%n", name);
        return new Phase(name);
    }

    void end(String result) {
        System.out.printf(Locale.ROOT, "%-24s %s (%.1f s)%n", name, result, (System.nanoTime() - start) / 1e9);
    }

    /// Waits until the condition holds, or gives up when there is no hope or no time left.
    ///
    /// @return whether it holds
    static boolean await(long seconds, Callable<Boolean> condition, Callable<Boolean> hopeful) {
        var deadline = System.nanoTime() + seconds * 1_000_000_000L;
        try {
            while (!condition.call()) {
                if (!hopeful.call() || System.nanoTime() > deadline) {
                    return false;
                }
                Thread.sleep(100);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
