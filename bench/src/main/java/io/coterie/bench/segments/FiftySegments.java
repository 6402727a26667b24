package io.coterie.bench.segments;

import java.util.LinkedHashMap;
import java.util.Map;

/// So many rules of mixed kinds: of ten, two ask for traits, five for events in a window, one for a sequence, one for
/// feedback, and one for another segment and an event.
final class FiftySegments {
    private static final String[] KINDS = {
        "{\"trait\": \"country\", \"is\": \"C%1$d\"}",
        "{\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": %2$d, \"within\": \"P%3$dD\"}",
        "{\"event\": \"Order Completed\", \"aggregate\": \"sum\", \"property\": \"total\", \"gte\": %4$d, \"within\": \"P%3$dD\"}",
        "{\"event\": \"Product Viewed\", \"aggregate\": \"count\", \"gte\": %2$d, \"within\": \"P%3$dD\"}",
        "{\"sequence\": [{\"event\": \"Product Viewed\"}, {\"event\": \"Order Completed\", \"within\": \"PT%3$dH\"}],"
                + " \"within\": \"P30D\"}",
        "{\"feedback\": \"nps\", \"aggregate\": \"last\", \"lte\": %5$d, \"within\": \"P%3$dD\"}",
        "{\"all\": [{\"segment\": \"%6$s-2\"}, {\"event\": \"Product Viewed\", \"aggregate\": \"count\", \"gte\": 1,"
                + " \"within\": \"P%3$dD\"}]}",
        "{\"event\": \"Order Completed\", \"aggregate\": \"avg\", \"property\": \"total\", \"gte\": %4$d, \"within\": \"P%3$dD\"}",
        "{\"not\": {\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": 1, \"within\": \"P%3$dD\"}}",
        "{\"trait\": \"age\", \"gte\": %3$d}",
    };

    private FiftySegments() {}

    /// Rules by key, those that others refer to first.
    /// @param prefix of the keys
    static Map<String, String> rules(String prefix, int from, int to) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            String form = KINDS[i % KINDS.length];
            rules.put(prefix + "-" + i, form.formatted(i, 1 + i % 4, 10 + i, 20 + i, i % 7, prefix));
        }
        return rules;
    }
}
