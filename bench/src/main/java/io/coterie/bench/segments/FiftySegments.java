package io.coterie.bench.segments;

import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Service;
import io.coterie.demo.suite.Suite;
import java.time.Duration;
import java.util.Map;

/// So many rules of mixed kinds: of ten, two ask for traits, five for events in a window, one for a sequence, one for
/// feedback, and one for another segment and an event.
public final class FiftySegments {
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

    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Service segments;
    private final String prefix;

    /// @param prefix of the keys
    public FiftySegments(Suite suite, String prefix) {
        this.segments = suite.segments().service();
        this.prefix = prefix;
    }

    /// Makes those with these numbers; others refer to those before them.
    public void stage(int from, int to) {
        for (int i = from; i < to; i++) {
            String rule = KINDS[i % KINDS.length].formatted(i, 1 + i % 4, 10 + i, 20 + i, i % 7, prefix);
            segments.post("/segments", Map.of("key", key(i), "rule", Rules.json(rule)));
        }
    }

    /// All at once, for one walk over the customers serves them all; returns when all are in force.
    public void activate(int from, int to) {
        for (int i = from; i < to; i++) {
            segments.post("/segments/" + key(i) + "/versions/1/activate");
        }
        await(from, to, "/segments/%s", "active");
    }

    /// Returns when all who entered are told.
    public void awaitTold(int from, int to) {
        await(from, to, "/segments/%s/versions/1/activation", "done");
    }

    private void await(int from, int to, String path, String state) {
        for (int i = from; i < to; i++) {
            String url = path.formatted(key(i));
            Await.until(PATIENCE, () -> segments.get(url).path("state").asText(), state::equals);
        }
    }

    private String key(int number) {
        return prefix + "-" + number;
    }
}
