package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.fault.Kill;
import io.coterie.systemtest.fault.Moment;
import io.coterie.systemtest.load.Behaviours;
import io.coterie.systemtest.reconciliation.Taken;
import io.coterie.systemtest.suite.Api;
import io.coterie.systemtest.suite.Event;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A new version of a segment is being evaluated for everybody when the service is killed. Members of the old version
/// stay members until the new one is in force for all. It needs no broker.
final class Backfill {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Suite suite;
    private final Api segments;
    private final String key = "backfill-" + Long.toString(System.currentTimeMillis(), 36);
    private final Behaviours behaviours = new Behaviours(key);
    private final List<UUID> once = customers(2500);
    private final List<UUID> twice = customers(1500);

    Backfill(Suite suite) {
        this.suite = suite;
        this.segments = suite.api(ServiceName.SEGMENT);
    }

    /// Version 1: whoever ordered. Version 2: whoever ordered twice.
    void prepare() {
        segments.post("/segments", Map.of("key", key, "name", "Backfill", "rule", behaviours.atLeast(1)));
        segments.post("/segments/" + key + "/versions/1/activate", Map.of());
        Awaitility.await("version 1 is active").atMost(PATIENCE).until(() -> activeVersion() == 1);
        var events = new ArrayList<Event>(behaviours.ordersOf(once));
        events.addAll(behaviours.ordersOf(twice));
        events.addAll(behaviours.ordersOf(twice));
        suite.broker().publish("customer", events);
        Taken.await(suite, ServiceName.SEGMENT, events);
        assertThat(members()).isEqualTo(ids(once, twice));
    }

    void isKilledAtHalfAndResumes() {
        segments.post("/segments/" + key + "/versions", Map.of("rule", behaviours.atLeast(2)));
        segments.post("/segments/" + key + "/versions/2/activate", Map.of());
        Kill.at(suite, ServiceName.SEGMENT, Moment.ofHalfABackfill(suite));
        suite.start(List.of(ServiceName.SEGMENT));

        assertThat(activeVersion()).as("while version 2 is evaluated").isEqualTo(1);
        assertThat(members()).as("while version 2 is evaluated").isEqualTo(ids(once, twice));

        Awaitility.await("version 2 is active").atMost(PATIENCE).until(() -> activeVersion() == 2);
        assertThat(members()).isEqualTo(ids(List.of(), twice));
        System.out.printf(
                "a backfill over %d customers was killed at half, and resumed: %d members before, %d after%n",
                suite.rows(ServiceName.SEGMENT).count("SELECT count(*) FROM customer_state"),
                once.size() + twice.size(),
                twice.size());
    }

    /// 0 before the first activation.
    private int activeVersion() {
        var segment = segments.get("/segments/" + key);
        return segment.path("state").asText().equals("active")
                ? segment.path("version").asInt()
                : 0;
    }

    private TreeSet<String> members() {
        return segments.all("/segments/" + key + "/members").stream()
                .map(member -> member.path("customerId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> ids(List<UUID> some, List<UUID> others) {
        return Stream.concat(some.stream(), others.stream())
                .map(UUID::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<UUID> customers(int number) {
        return Stream.generate(UUID::randomUUID).limit(number).toList();
    }
}
