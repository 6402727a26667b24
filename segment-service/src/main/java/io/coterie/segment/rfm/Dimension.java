package io.coterie.segment.rfm;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a customer is scored by, from 1 to 5; 5 is best.
public enum Dimension {
    /// How long ago the last order was: the shorter, the better.
    RECENCY,
    /// How many orders.
    FREQUENCY,
    /// How much money in them.
    MONETARY;

    /// What all names of computed traits of this kind begin with.
    public static final String PREFIX = "rfm.";

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The name by which rules ask for it.
    public String trait() {
        return PREFIX + word();
    }

    public static Optional<Dimension> ofTrait(String path) {
        return Stream.of(values())
                .filter(dimension -> dimension.trait().equals(path))
                .findFirst();
    }
}
