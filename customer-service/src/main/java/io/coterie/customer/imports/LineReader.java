package io.coterie.customer.imports;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads a file row by row, from a given line on.
interface LineReader extends Closeable {
    /// The next row that isn't blank, or null at the end.
    @Nullable
    Line next() throws IOException;
}
