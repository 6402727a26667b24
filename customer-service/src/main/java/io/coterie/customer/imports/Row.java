package io.coterie.customer.imports;

import io.coterie.customer.imports.ImportRejections.RejectedLine;
import io.coterie.customer.recording.Fact;
import io.coterie.customer.text.Refused;
import org.jspecify.annotations.Nullable;

/// A row that was read: a fact, or what is wrong with it.
///
/// @param next the line at which reading goes on: that below the row, or below its first line where it is refused
record Row(
        long line, long next, @Nullable Fact fact, @Nullable RejectedLine rejection) {
    static Row of(Rows rows, Line line) {
        try {
            return new Row(line.number(), line.number() + line.height(), rows.fact(line), null);
        } catch (Refused refused) {
            return rejected(line.number(), refused.where(), "expected " + refused.expected());
        }
    }

    static Row rejected(long line, String column, String reason) {
        return new Row(line, line + 1, null, new RejectedLine(line, column, reason));
    }

    boolean isRejected() {
        return rejection != null;
    }
}
