package io.coterie.customer.text;

/// A value that cannot be taken: where it stands and what was expected. Never quotes the value.
public final class Refused extends RuntimeException {
    private final String where;
    private final String expected;

    public Refused(String where, String expected) {
        super(null, null, false, false);
        this.where = where;
        this.expected = expected;
    }

    public String where() {
        return where;
    }

    @Override
    public String getMessage() {
        return where + ": expected " + expected;
    }

    public String expected() {
        return expected;
    }
}
