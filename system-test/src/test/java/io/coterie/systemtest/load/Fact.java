package io.coterie.systemtest.load;

import java.math.BigDecimal;
import java.time.Instant;

/// Something that the test tells of a customer, under an id that stays the same however often it is told.
public sealed interface Fact {
    String id();

    /// The customer's number.
    int customer();

    record Order(String id, int customer, BigDecimal total, Instant at) implements Fact {}

    /// The customer now has this trait. Of one customer's, the last one that was sent counts.
    record Tier(String id, int customer, String tier) implements Fact {}

    /// An answer to "would you recommend us?", 0 to 10, through a survey tool's webhook.
    record Answer(String id, int customer, int score, Instant at) implements Fact {}
}
