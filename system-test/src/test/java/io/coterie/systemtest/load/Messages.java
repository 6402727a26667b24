package io.coterie.systemtest.load;

import java.util.Map;

/// Facts as messages of the Segment spec.
final class Messages {
    private Messages() {}

    static Map<String, Object> of(Shop shop, Fact fact) {
        return switch (fact) {
            case Fact.Order order -> track(shop, order);
            case Fact.Tier tier -> identify(shop, tier);
            case Fact.Answer _ -> throw new IllegalArgumentException("answers come by webhook");
        };
    }

    private static Map<String, Object> track(Shop shop, Fact.Order order) {
        return Map.of(
                "type", "track",
                "messageId", order.id(),
                "userId", shop.externalId(order.customer()),
                "event", "Order Completed",
                "timestamp", order.at().toString(),
                "properties",
                        Map.of(
                                "total", order.total(),
                                "currency", "EUR",
                                "shop", shop.key(),
                                "order", order.id()));
    }

    private static Map<String, Object> identify(Shop shop, Fact.Tier tier) {
        return Map.of(
                "type", "identify",
                "messageId", tier.id(),
                "userId", shop.externalId(tier.customer()),
                "traits", Map.of("tier", tier.tier()));
    }
}
