package io.coterie.campaign.template;

/// A template that cannot be saved: which field, and what was expected there.
public final class TemplateRefused extends Exception {
    private final String field;
    private final String expected;

    TemplateRefused(String field, String expected) {
        super(expected);
        this.field = field;
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    String field() {
        return field;
    }
}
