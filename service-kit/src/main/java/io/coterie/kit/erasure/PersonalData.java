package io.coterie.kit.erasure;

import java.util.List;

/// What a service knows of people. A service that has one takes part in erasures.
public interface PersonalData {
    /// In the order in which they are erased: first what others are made from.
    List<Kind> kinds();

    /// Nothing is left. Within the transaction that says so; called again when the erasure is asked for again.
    void erased(Erasure erasure, ErasureCompleted receipt);
}
