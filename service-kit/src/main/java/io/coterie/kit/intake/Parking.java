package io.coterie.kit.intake;

/// Keeps what could not be applied until an operator decides: never lost, never in the way.
public interface Parking {
    /// Within a unit of work. What is parked already, by its fingerprint, stays as it is.
    void park(Parked parked);
}
