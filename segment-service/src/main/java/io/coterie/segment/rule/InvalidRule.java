package io.coterie.segment.rule;

/// A rule that cannot be: where (a JSON pointer) and what was expected there.
public final class InvalidRule extends RuntimeException {
    private final String pointer;
    private final String expected;

    public InvalidRule(String pointer, String expected) {
        super(pointer + ": expected " + expected);
        this.pointer = pointer;
        this.expected = expected;
    }

    public String pointer() {
        return pointer;
    }

    public String expected() {
        return expected;
    }
}
