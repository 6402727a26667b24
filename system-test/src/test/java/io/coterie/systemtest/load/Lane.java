package io.coterie.systemtest.load;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What one client of the load has to tell, step by step: the same for the same seed, whenever it is told. Each
/// customer belongs to one lane, so that the last of its traits is known.
///
/// A step is about the customers of a window, which moves on over all customers of the lane.
final class Lane {
    private static final int WINDOW = 12;
    private static final int STEPS_A_PLACE = 3;
    private static final int MOST_ORDERS = 10;

    private final Shop shop;
    private final int lane;
    private final int lanes;
    private final Random random;
    private int step;

    Lane(Shop shop, int lane, int lanes, long seed) {
        this.shop = shop;
        this.lane = lane;
        this.lanes = lanes;
        this.random = new Random(seed * 31 + lane);
    }

    /// Facts for one call of the Segment API: orders and traits.
    List<Fact> next() {
        step++;
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var facts = new ArrayList<Fact>();
        var orders = 1 + random.nextInt(MOST_ORDERS);
        for (var i = 0; i < orders; i++) {
            var customer = customer();
            facts.add(new Fact.Order(id("order", i), customer, total(customer), now));
        }
        if (random.nextInt(3) == 0) {
            facts.add(new Fact.Tier(id("tier", 0), customer(), random.nextBoolean() ? shop.gold() : "none"));
        }
        return facts;
    }

    /// Every third customer gives one answer, when the window reaches it.
    List<Fact.Answer> answers() {
        var last = windowStart() + WINDOW - 1;
        return step % STEPS_A_PLACE == 0 && last % 3 == 0 && last < size()
                ? List.of(new Fact.Answer(
                        "answer-" + shop.externalId(numberOf(last)),
                        numberOf(last),
                        random.nextInt(6),
                        Instant.now().truncatedTo(ChronoUnit.MILLIS)))
                : List.of();
    }

    /// How often something is sent again although it was acknowledged.
    boolean repeats() {
        return random.nextInt(8) == 0;
    }

    /// One in five rarely comes.
    private int customer() {
        var customer = numberOf((windowStart() + random.nextInt(WINDOW)) % size());
        return customer % 5 != 0 || random.nextInt(10) == 0 ? customer : customer();
    }

    /// In cents: one in four spends little.
    private BigDecimal total(int customer) {
        return BigDecimal.valueOf(random.nextInt(customer % 4 == 0 ? 1_000 : 12_000), 2);
    }

    private int windowStart() {
        return step / STEPS_A_PLACE;
    }

    /// Customers of this lane.
    private int size() {
        return shop.customers() / lanes;
    }

    private int numberOf(int place) {
        return place * lanes + lane;
    }

    private String id(String kind, int number) {
        return "%s-%s-%d-%d-%d".formatted(shop.key(), kind, lane, step, number);
    }
}
