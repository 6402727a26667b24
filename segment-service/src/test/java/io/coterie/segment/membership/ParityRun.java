package io.coterie.segment.membership;

import org.jspecify.annotations.Nullable;

/// Tries cases until one fails.
public final class ParityRun {
    private ParityRun() {}

    /// What the first failing case says; null where none of so many seeds fails.
    public static @Nullable String firstFailure(int seeds) {
        for (long seed = 0; seed < seeds; seed++) {
            Cases cases = new Cases(seed);
            String broken = Parity.broken(seed % 4 == 0 ? cases.laggingHistory() : cases.history());
            if (broken != null) {
                return "seed " + seed + ": " + broken;
            }
        }
        return null;
    }
}
