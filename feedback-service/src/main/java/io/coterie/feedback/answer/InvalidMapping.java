package io.coterie.feedback.answer;

/// A mapping says something that cannot be followed: where in it, and what was expected there.
public final class InvalidMapping extends Exception {
    private final String where;
    private final String expected;

    InvalidMapping(String where, String expected) {
        super(where + ": expected " + expected);
        this.where = where;
        this.expected = expected;
    }

    public String where() {
        return where;
    }

    public String expected() {
        return expected;
    }
}
