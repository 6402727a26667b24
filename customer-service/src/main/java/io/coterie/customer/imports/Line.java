package io.coterie.customer.imports;

import java.util.List;
import java.util.regex.Pattern;

/// A row of the file: its cells as bytes (one char a byte, for encodings are judged cell by cell), and the line on
/// which it starts.
///
/// @param height lines that the row goes over
/// @param broken the row could not be parsed, and has no cells
record Line(long number, int height, List<String> cells, boolean broken) {
    private static final Pattern BREAK = Pattern.compile("\r\n|\r|\n");

    static Line of(long number, List<String> cells) {
        int height = 1;
        for (String cell : cells) {
            height += (int) BREAK.matcher(cell).results().count();
        }
        return new Line(number, height, cells, false);
    }

    static Line broken(long number) {
        return new Line(number, 2, List.of(), true);
    }

    boolean spansLines() {
        return height > 1;
    }
}
