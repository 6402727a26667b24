package io.coterie.segment.rfm;

import java.math.BigDecimal;
import java.util.List;

/// Four quintiles for each dimension, the lowest first, as they were measured.
///
/// @param recency seconds since the last order
/// @param frequency numbers of orders
/// @param monetary sums of money; empty where nobody had an amount
public record Thresholds(List<BigDecimal> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {
    public List<BigDecimal> of(Dimension dimension) {
        return switch (dimension) {
            case RECENCY -> recency;
            case FREQUENCY -> frequency;
            case MONETARY -> monetary;
        };
    }
}
