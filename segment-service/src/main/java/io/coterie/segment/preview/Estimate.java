package io.coterie.segment.preview;

/// How large a segment is likely to be, by a sample of customers.
///
/// The sample is a number of whole buckets, yet it may be treated as a simple random one: a customer's bucket is a hash
/// of the id, and no rule can read the id, so customers of one bucket resemble each other no more than any others do
/// (the intra-cluster correlation is nil, and the design effect 1).
///
/// @param size the most likely number
/// @param low the lower end of an interval that holds the true number in 95 % of all cases
/// @param high its upper end
/// @param lookedAt how many customers are in the sample
/// @param customers how many there are
record Estimate(long size, long low, long high, long lookedAt, long customers) {
    /// The 97.5 % quantile of the standard normal distribution: 2.5 % remain on either side.
    private static final double Z = 1.959963984540054;

    /// The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    /// Journal of the American Statistical Association 22 (1927), 209-212. The number of observations is that of an
    /// infinite population that would tell as much, n (N - 1) / (N - n), as by the finite population correction in
    /// W. G. Cochran, "Sampling techniques", 3rd edition (1977), section 2.6: who has looked at all knows.
    ///
    /// @param members how many of those looked at the rule holds of
    static Estimate of(long members, long lookedAt, long customers) {
        if (lookedAt >= customers) {
            return new Estimate(members, members, members, lookedAt, lookedAt);
        }
        if (lookedAt == 0) {
            return new Estimate(0, 0, customers, 0, customers);
        }
        double share = (double) members / lookedAt;
        double observations = lookedAt * ((customers - 1.0) / (customers - lookedAt));
        double scale = 1 + Z * Z / observations;
        double centre = (share + Z * Z / (2 * observations)) / scale;
        double half =
                Z * Math.sqrt(share * (1 - share) / observations + Z * Z / (4 * observations * observations)) / scale;
        return new Estimate(
                Math.round(share * customers),
                Math.max(members, (long) Math.floor((centre - half) * customers)),
                Math.min(customers - (lookedAt - members), (long) Math.ceil((centre + half) * customers)),
                lookedAt,
                customers);
    }
}
