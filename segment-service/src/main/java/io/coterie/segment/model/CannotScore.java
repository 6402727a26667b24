package io.coterie.segment.model;

/// Customers cannot be scored as the settings say; the message says why, to whoever asked for it.
final class CannotScore extends RuntimeException {
    CannotScore(String why) {
        super(why);
    }
}
