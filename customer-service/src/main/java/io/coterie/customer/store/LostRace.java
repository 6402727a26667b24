package io.coterie.customer.store;

/// What this transaction read is no longer so, because another one committed first: tried again, it sees that.
public final class LostRace extends RuntimeException {
    public LostRace(String what) {
        super(what);
    }
}
