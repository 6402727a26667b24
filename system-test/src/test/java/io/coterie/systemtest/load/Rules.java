package io.coterie.systemtest.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.systemtest.suite.Http;

/// The segments of a shop, in the suite's rule language. [Oracle] says the same in Java.
final class Rules {
    private Rules() {}

    static JsonNode of(Shop shop, String name) {
        return Http.parsed(
                switch (name) {
                    case "buyers" -> orders(shop, "\"aggregate\": \"count\", \"gte\": " + Shop.ORDERS_OF_A_BUYER);
                    case "big" ->
                        orders(
                                shop,
                                "\"aggregate\": \"sum\", \"property\": \"total\", \"gte\": " + Shop.TOTAL_OF_A_BIG_ONE);
                    case "unhappy" -> """
                        {"feedback": "nps", "aggregate": "last", "survey": "%s", "lte": %d}
                        """.formatted(shop.key(), Shop.VERY_UNHAPPY);
                    case "gold" -> """
                        {"trait": "tier", "is": "%s"}
                        """.formatted(shop.gold());
                    case "vip" -> """
                        {"all": [{"segment": "%1$s-buyers"},
                                 {"not": {"segment": "%1$s-unhappy"}},
                                 {"any": [{"segment": "%1$s-big"}, {"segment": "%1$s-gold"}]}]}
                        """.formatted(shop.key());
                    default -> throw new IllegalArgumentException(name);
                });
    }

    private static String orders(Shop shop, String condition) {
        return """
                {"event": "Order Completed", "where": [{"property": "shop", "is": "%s"}], %s}
                """.formatted(shop.key(), condition);
    }
}
