package io.coterie.kit.intake;

/// Remembers which events were dealt with: those that had their effect, and those that were parked.
public interface Inbox {
    /// Within a unit of work: does the steps unless the event was dealt with before, and remembers that it now is.
    void once(Receipt receipt, Runnable steps);
}
