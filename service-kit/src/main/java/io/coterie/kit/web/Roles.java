package io.coterie.kit.web;

/// Who may call, as the token's `groups` claim names them.
public final class Roles {
    /// Segments, campaigns, templates, surveys.
    public static final String MARKETER = "marketer";
    /// Reads.
    public static final String ANALYST = "analyst";
    /// Everything, sources, imports and operations included.
    public static final String OPERATOR = "operator";

    private Roles() {}
}
