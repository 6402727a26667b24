package io.coterie.segment.rfm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/// To which class a value at a bound belongs.
public enum Mode {
    /// The bounds are the quintiles; a value equal to one belongs to the class below.
    QUINTILE,
    /// As the package rfm for R does it: the next class begins at the quintile plus one (day, order, unit of money).
    R_PACKAGE;

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static Mode of(String word) {
        return Stream.of(values())
                .filter(mode -> mode.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mode " + word));
    }
}
