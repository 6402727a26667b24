package io.coterie.kit.erasure;

import org.jspecify.annotations.Nullable;

/// One kind of rows that hold something of a person, as the certificate counts it.
public interface Kind {
    /// For example `behaviours`.
    String name();

    /// Erases some rows in the running transaction, few enough to take well under five seconds. Doing it again is
    /// harmless.
    /// @param after empty at first, then what the slice before returned as `next`
    Slice erase(Erasure erasure, String after);

    /// Whether something has to settle before the erasure can end, such as a message that is being sent.
    default boolean remains(Erasure erasure) {
        return false;
    }

    /// @param next where the next slice starts; null when there is none
    record Slice(int erased, @Nullable String next) {
        public static final Slice NONE = new Slice(0, null);
    }
}
