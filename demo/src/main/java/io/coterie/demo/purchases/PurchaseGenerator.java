package io.coterie.demo.purchases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Makes eighteen months of purchases, the same for the same seed.
///
/// Every customer has one habit. One in 25 is unhappy, and says so when asked.
public record PurchaseGenerator(int customers, long seed) {
    static final int DAYS = 547;
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final int UNHAPPY_ONE_IN = 25;

    private record Purchase(String id, int day, int items, int cents) {}

    public PurchaseGenerator {
        if (customers < 1 || customers > 1_000_000) {
            throw new IllegalArgumentException(customers + " customers, expected 1 to 1,000,000");
        }
    }

    public PurchaseFile purchases() {
        var random = new Random(seed);
        var purchases = IntStream.rangeClosed(1, customers)
                .boxed()
                .flatMap(number -> of(number, random).stream())
                .sorted(Comparator.comparingInt(Purchase::day).thenComparing(Purchase::id))
                .map(PurchaseGenerator::row)
                .toList();
        return new PurchaseFile(Layout.PLAIN, List.of("customer_id", "date", "items", "amount"), purchases);
    }

    /// Whether a generated customer is one of the unhappy.
    public static boolean isUnhappy(String id) {
        return Integer.parseInt(id.substring(2)) % UNHAPPY_ONE_IN == 0;
    }

    private static List<Purchase> of(int number, Random random) {
        var habit = Habit.pick(random);
        var purchases = new ArrayList<Purchase>();
        for (var day : habit.days(DAYS, random)) {
            var cents = habit.cents(random);
            purchases.add(new Purchase("c-%05d".formatted(number), Math.min(day, DAYS - 1), 1 + cents / 2500, cents));
        }
        return purchases;
    }

    private static List<String> row(Purchase purchase) {
        return List.of(
                purchase.id(),
                FIRST_DAY.plusDays(purchase.day()).toString(),
                Integer.toString(purchase.items()),
                BigDecimal.valueOf(purchase.cents(), 2).toPlainString());
    }
}
