package io.coterie.systemtest.load;

import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Who must be in which segment, computed over what was sent alone.
public record Oracle(Shop shop, Ledger ledger) {

    public Set<Integer> members(String segment) {
        return IntStream.range(0, shop.customers())
                .filter(customer -> isMember(segment, customer))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean isMember(String segment, int customer) {
        return switch (segment) {
            case "buyers" -> orders(customer) >= Shop.ORDERS_OF_A_BUYER;
            case "big" -> total(customer).compareTo(BigDecimal.valueOf(Shop.TOTAL_OF_A_BIG_ONE)) >= 0;
            case "unhappy" -> isUnhappy(customer);
            case "gold" -> isGold(customer);
            case "vip" ->
                isMember("buyers", customer) && !isUnhappy(customer) && (isMember("big", customer) || isGold(customer));
            default -> throw new IllegalArgumentException(segment);
        };
    }

    public int orders(int customer) {
        return ledger.of(customer, Fact.Order.class).size();
    }

    public BigDecimal total(int customer) {
        return ledger.of(customer, Fact.Order.class).stream()
                .map(Fact.Order::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private boolean isGold(int customer) {
        var tiers = ledger.of(customer, Fact.Tier.class);
        return !tiers.isEmpty() && tiers.getLast().tier().equals(shop.gold());
    }

    private boolean isUnhappy(int customer) {
        var answers = ledger.of(customer, Fact.Answer.class);
        return !answers.isEmpty() && answers.getLast().score() <= Shop.VERY_UNHAPPY;
    }
}
