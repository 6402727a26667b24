package io.coterie.kit.replay;

import org.jspecify.annotations.Nullable;

/// Facts of one type that this service owns and can tell again, with the ids and versions that they were told with.
///
/// Every bean of this kind takes part in replays.
public interface ReplayableFacts {
    /// The type of the events.
    String type();

    /// Whether this is a source that facts of this type can have. Types without sources know none.
    boolean knowsSource(String source);

    /// The facts of a scope after a place, in the order of their keys, marked as historical.
    ///
    /// It looks at `most` rows at most, whatever part of them is wanted, so that no slice takes long.
    ///
    /// @param place null at the beginning, then what the slice before called `next`
    Slice after(@Nullable String place, Scope scope, int most);
}
