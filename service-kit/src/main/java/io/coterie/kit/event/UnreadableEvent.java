package io.coterie.kit.event;

/// The bytes are no event that this suite knows; the message says which part of the envelope is at fault.
public final class UnreadableEvent extends Exception {
    UnreadableEvent(String what) {
        super(what);
    }
}
