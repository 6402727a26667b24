package io.coterie.local.suite;

/// A command cannot do what was asked; the message is for people.
final class SuiteFailure extends RuntimeException {
    private final int exitCode;

    SuiteFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
