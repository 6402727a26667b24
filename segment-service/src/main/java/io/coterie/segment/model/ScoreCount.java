package io.coterie.segment.model;

import org.jspecify.annotations.Nullable;

/// How many customers have three scores.
///
/// @param monetary absent for those who have orders but no amount
record ScoreCount(int recency, int frequency, @Nullable Integer monetary, long customers) {
    /// Its place among all that there can be.
    int place() {
        return (recency * 10 + frequency) * 10 + (monetary == null ? 0 : monetary);
    }

    ScoreCount and(ScoreCount same) {
        return new ScoreCount(recency, frequency, monetary, customers + same.customers);
    }
}
