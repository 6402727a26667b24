package io.coterie.kit.event;

/// The bytes are no event that this suite knows; the message says which part of the envelope is at fault.
public final class UnreadableEvent extends Exception {
    private final String what;

    UnreadableEvent(String what) {
        super(what);
        this.what = what;
    }

    /// For keeping with the bytes: never quotes them.
    public String what() {
        return what;
    }
}
