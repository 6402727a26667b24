package io.coterie.systemtest.discretion;

import java.nio.file.Path;

/// A place in a log that tells of a person or gives a secret away.
///
/// @param kind what stands there
record Indiscretion(Path log, int line, String kind, String text) {
    private static final int MOST = 300;

    @Override
    public String toString() {
        return "%s:%d holds %s: %s".formatted(log, line, kind, text.substring(0, Math.min(text.length(), MOST)));
    }
}
