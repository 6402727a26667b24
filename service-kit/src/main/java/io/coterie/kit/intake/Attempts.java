package io.coterie.kit.intake;

/// Counts how often a message that was handed over before is taken up again, so that one that ends the process every
/// time is found out.
public interface Attempts {
    /// Counts this time, committed before it returns; how many times that makes.
    int begin(String message);

    /// Forgets the message, within the unit of work that deals with it.
    void end(String message);
}
