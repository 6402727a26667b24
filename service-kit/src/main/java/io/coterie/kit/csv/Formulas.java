package io.coterie.kit.csv;

/// Keeps texts of others from being run by whoever opens a CSV file in a spreadsheet.
public final class Formulas {
    private static final String STARTS = "=+-@\t\r";

    private Formulas() {}

    /// A text that a spreadsheet would take for a formula, led by an apostrophe; any other as it is.
    public static String harmless(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
