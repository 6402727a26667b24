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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertMembers(members(), ids(once, twice));
    }

    void isKilledAtHalfAndResumes() {
        segments.post("/segments/" + key + "/versions", Map.of("rule", behaviours.atLeast(2)));
        segments.post("/segments/" + key + "/versions/2/activate", Map.of());
        Kill.at(suite, ServiceName.SEGMENT, Moment.ofHalfABackfill(suite));
        assertMembers(storedMembers(), ids(once, twice));
        suite.start(List.of(ServiceName.SEGMENT));

        var seen = awaitNewVersion();
        assertMembers(members(), ids(List.of(), twice));
        System.out.printf(
                "a backfill over %d customers was killed at half, and resumed: %d members (seen %d times), then %d%n",
                suite.rows(ServiceName.SEGMENT).count("SELECT count(*) FROM customer_state"),
                once.size() + twice.size(),
                seen,
                twice.size());
    }

    /// Until the new version is in force for all, each look shows the old members, all of them. How many looks did.
    private int awaitNewVersion() {
        var looks = new AtomicInteger();
        Awaitility.await("version 2 is active").atMost(PATIENCE).until(() -> {
            var segment = segments.get("/segments/" + key);
            var isNew = segment.path("version").asInt() == 2;
            assertThat(segment.path("memberCount").asInt())
                    .isEqualTo(isNew ? twice.size() : once.size() + twice.size());
            looks.addAndGet(isNew ? 0 : 1);
            return isNew;
        });
        return looks.get();
    }

    /// Those of the version in force, while no process can change them.
    private TreeSet<String> storedMembers() {
        return suite.rows(ServiceName.SEGMENT).strings("""
                        SELECT m.customer_id::text FROM member m
                        JOIN segment s ON s.id = m.segment_id
                        JOIN segment_version v ON v.segment_id = s.id AND v.version = m.version AND v.state = 'ACTIVE'
                        WHERE s.key = ?
                        """, key);
    }

    /// Not by their 4,000 names.
    private static void assertMembers(Set<String> found, Set<String> expected) {
        assertThat(found).hasSameSizeAs(expected);
        assertThat(found.equals(expected)).as("the same members").isTrue();
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
