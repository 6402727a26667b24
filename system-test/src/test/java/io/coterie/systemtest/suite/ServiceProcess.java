package io.coterie.systemtest.suite;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A running service as the operating system sees it.
public record ServiceProcess(ServiceName service, ProcessHandle handle) {

    /// Lets it stand still, so that what it is in the middle of can be looked at.
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    /// SIGKILL; returns when it is dead.
    public void kill() {
        handle.destroyForcibly();
        handle.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(handle.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("no signal " + name + " for " + service, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
