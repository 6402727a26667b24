package io.coterie.kit.intake;

/// Work that commits as a whole, in a store that has transactions.
///
/// In a store that has none each step stands by itself, so steps come in the order in which a crash between two of them
/// is harmless: first the effect, which may be repeated, then what remembers it.
public interface UnitOfWork {
    void run(Runnable steps);
}
