package io.coterie.segment.rfm;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/// The four bounds between fifths of a sample, by definition 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in
/// statistical packages", The American Statistician 50 (1996), 361-365: for the share p of n values in their order the
/// one at h = (n - 1) p + 1, between two of them in proportion. For fifths that is exact in decimals.
public final class Quintiles {
    private static final int FIFTHS = 5;
    private static final BigDecimal A_FIFTH = new BigDecimal("0.2");

    private Quintiles() {}

    /// @param sorted at least one value, the lowest first, in units of which `places` decimal places make one
    /// @return the bounds, the lowest first
    public static List<BigDecimal> of(long[] sorted, int places) {
        return IntStream.range(1, FIFTHS)
                .mapToObj(fifths -> bound(sorted, fifths).movePointLeft(places).stripTrailingZeros())
                .toList();
    }

    private static BigDecimal bound(long[] sorted, int fifths) {
        long position = (sorted.length - 1L) * fifths;
        int below = (int) (position / FIFTHS);
        int above = Math.min(below + 1, sorted.length - 1);
        BigDecimal low = BigDecimal.valueOf(sorted[below]);
        BigDecimal step = BigDecimal.valueOf(sorted[above]).subtract(low);
        return low.add(step.multiply(A_FIFTH).multiply(BigDecimal.valueOf(position % FIFTHS)));
    }
}
