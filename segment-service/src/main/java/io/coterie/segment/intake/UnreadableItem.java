package io.coterie.segment.intake;

/// An item that is not what its contract promises; it is parked, the others of its event are applied.
final class UnreadableItem extends RuntimeException {
    UnreadableItem(String what) {
        super(what);
    }
}
