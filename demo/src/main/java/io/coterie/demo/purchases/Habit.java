package io.coterie.demo.purchases;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// How a customer buys.
enum Habit {
    /// Every few weeks, from joining to today.
    REGULAR(18, 19) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            return every(random.nextInt(20, 50), random.nextInt(length / 2), length, random);
        }
    },
    /// A few weeks around the same day of each year, and nothing between.
    SEASONAL(15, 32) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            var season = random.nextInt(365);
            var days = new ArrayList<Integer>();
            for (var start = season; start < length; start += 365) {
                for (var visit = random.nextInt(1, 4); visit > 0; visit--) {
                    days.add(start + random.nextInt(28));
                }
            }
            return days;
        }
    },
    /// Once.
    ONE_TIMER(32, 27) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            return List.of(random.nextInt(length));
        }
    },
    /// Often, then never again.
    LAPSED(20, 22) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            var end = random.nextInt(length / 3, length - 100);
            return every(random.nextInt(15, 45), Math.max(0, end - 200), end, random);
        }
    },
    /// Nearly weekly, and much.
    HEAVY(5, 48) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            return every(random.nextInt(9, 20), random.nextInt(length / 4), length, random);
        }
    },
    /// Now and then.
    OCCASIONAL(10, 24) {
        @Override
        List<Integer> days(int length, RandomGenerator random) {
            return random.ints(random.nextInt(2, 6), 0, length).boxed().toList();
        }
    };

    /// Of all customers, in per cent.
    private final int share;

    /// The usual total, in whole units of money.
    private final int basket;

    Habit(int share, int basket) {
        this.share = share;
        this.basket = basket;
    }

    /// The days of the purchases, from 0 up to the length.
    abstract List<Integer> days(int length, RandomGenerator random);

    /// A total in cents: near the usual one, now and then far above.
    int cents(RandomGenerator random) {
        var spread = Math.exp(random.nextGaussian() * 0.45);
        return (int) Math.max(199, Math.round(basket * 100 * spread));
    }

    static Habit pick(RandomGenerator random) {
        var ticket = random.nextInt(100);
        for (var habit : values()) {
            ticket -= habit.share;
            if (ticket < 0) {
                return habit;
            }
        }
        throw new IllegalStateException("the shares of the habits sum to less than 100");
    }

    private static List<Integer> every(int gap, int from, int to, RandomGenerator random) {
        var days = new ArrayList<Integer>();
        for (var day = from + random.nextInt(gap);
                day < to;
                day += Math.max(1, gap + random.nextInt(-gap / 3, gap / 3))) {
            days.add(day);
        }
        return days;
    }
}
