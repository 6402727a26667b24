package io.coterie.segment.rfm;

import java.math.BigDecimal;
import java.util.List;

/// Numbers, parted into classes by bounds; the lowest class is number 0.
///
/// @param bounds none lower than the one before; where some are equal, the classes between them are empty
/// @param inclusive whether a number equal to a bound belongs to the class above
public record Classes(List<BigDecimal> bounds, boolean inclusive) {
    public int of(BigDecimal number) {
        int beyond = inclusive ? 0 : 1;
        int below = 0;
        while (below < bounds.size() && number.compareTo(bounds.get(below)) >= beyond) {
            below++;
        }
        return below;
    }
}
