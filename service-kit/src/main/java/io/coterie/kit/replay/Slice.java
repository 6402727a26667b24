package io.coterie.kit.replay;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Some facts, ready to be told.
///
/// @param items items of an event; none where nothing of what was looked at is wanted
/// @param next where to go on; null where there is no more to look at
public record Slice(List<?> items, @Nullable String next) {

    /// A row that was looked at.
    ///
    /// @param item null where it is not wanted
    public record Looked(String place, @Nullable Object item) {}

    /// Of rows in the order of their keys: as many as were asked for mean that there may be more.
    public static Slice of(List<Looked> rows, int most) {
        List<Object> items =
                rows.stream().map(Looked::item).filter(Objects::nonNull).toList();
        return new Slice(items, rows.size() < most ? null : rows.getLast().place());
    }
}
