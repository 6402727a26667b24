package io.coterie.local.suite;

import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One suite: the checkout that it was built in, the folder that it keeps, and what its ports are shifted by.
record SuiteHome(Path checkout, StateFolder all, int offset) {

    static SuiteHome of(Path checkout, Path home, int offset) {
        return new SuiteHome(checkout, StateFolder.open(home), offset);
    }

    StateFolder folder() {
        return new StateFolder(all.file(Integer.toString(offset)));
    }

    Path log(String name) {
        return folder().directory("logs").resolve(name + ".log");
    }

    /// Waits for other commands on this suite to end.
    AutoCloseable lock() {
        return lock(offset + ".lock");
    }

    /// Waits for other suites of this home to choose their ports.
    AutoCloseable lockPorts() {
        return lock("ports.lock");
    }

    private AutoCloseable lock(String file) {
        try {
            var channel = FileChannel.open(all.file(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                System.err.println("waiting for another ./coterie command");
                channel.lock();
            }
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + all.file(file), e);
        }
    }
}
