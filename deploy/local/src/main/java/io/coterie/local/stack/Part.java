package io.coterie.local.stack;

import org.jspecify.annotations.Nullable;

/// A server that is started when it is not running, however it ended.
abstract class Part<S extends AutoCloseable> implements AutoCloseable {
    private @Nullable S server;

    abstract S start();

    abstract boolean isRunning(S server);

    abstract Address address(S server);

    final synchronized Address ensure() {
        var running = server;
        if (running == null || !isRunning(running)) {
            close();
            running = start();
            server = running;
        }
        return address(running);
    }

    @Override
    public final synchronized void close() {
        var running = server;
        server = null;
        if (running != null) {
            try {
                running.close();
            } catch (Exception e) {
                System.err.println(getClass().getSimpleName() + " did not stop in order: " + e);
            }
        }
    }
}
