package io.coterie.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.demo.people.Person;
import io.coterie.demo.suite.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Step 6: a window of seconds ends, and nothing but the clock makes its members leave.
record LeaveByTheClock(Run run, Ledger ledger) {
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int VISITORS = 25;

    /// @param swept rows settled because time had come, since the service's start
    /// @param overdue rows whose time has come and that are not settled yet
    private record Sweeper(long swept, long overdue) {}

    /// The visitors looked between these.
    private record Looked(Instant from, Instant until) {
        private boolean covers(Instant instant) {
            return !instant.isBefore(from) && !instant.isAfter(until);
        }
    }

    void tell(String writeKey) {
        var key = run.key("just-looked");
        run.suite().segments().activate(key, "Just looked, run " + run.name(), rule());
        ledger.note(key + ": " + run.suite().segments().sentence(key));
        var before = Await.settled(PATIENCE, this::sweeper, sweeper -> sweeper.overdue() == 0);
        var visitors = run.people().values().stream().limit(VISITORS).toList();
        var looked = look(visitors, writeKey);
        var entered = changes(key, "entered", visitors.size());
        ledger.check("entered by behaviour", visitors.size(), by("behaviour", entered));
        var left = changes(key, "left", visitors.size());
        ledger.check("left by the clock", visitors.size(), by("clock", left));
        ledger.check("members now", 0, run.suite().segments().memberCount(key));
        checkInstants(looked, entered, left);
        var after = Await.settled(PATIENCE, this::sweeper, sweeper -> sweeper.overdue() == 0);
        ledger.check("rows swept, as rows were due", visitors.size(), after.swept() - before.swept());
        ledger.check("rows still due", 0, after.overdue());
    }

    private JsonNode rule() {
        var leaf = new ObjectMapper()
                .createObjectNode()
                .put("event", "Product Viewed")
                .put("aggregate", "count")
                .put("gte", 1)
                .put("within", WINDOW.toString());
        return SegmentRules.narrowed(leaf, run);
    }

    private Looked look(List<Person> visitors, String writeKey) {
        var from = run.suite().clock().now().truncatedTo(ChronoUnit.MICROS);
        var messages =
                visitors.stream().map(person -> view(person, from.toString())).toList();
        run.suite().customers().track(writeKey, messages);
        return new Looked(from, run.suite().clock().now());
    }

    private static Map<String, Object> view(Person person, String now) {
        return Map.of(
                "type",
                "track",
                "messageId",
                UUID.randomUUID().toString(),
                "userId",
                person.externalId(),
                "event",
                "Product Viewed",
                "timestamp",
                now,
                "sentAt",
                now,
                "properties",
                Map.of("product_id", "p-1"));
    }

    private List<JsonNode> changes(String key, String change, int count) {
        return Await.until(
                PATIENCE,
                () -> run.suite().segments().service().all("/segments/" + key + "/changes").stream()
                        .filter(entry -> entry.path("change").asText().equals(change))
                        .toList(),
                found -> found.size() >= count);
    }

    private void checkInstants(Looked looked, List<JsonNode> entered, List<JsonNode> left) {
        var announced = new HashMap<String, String>();
        entered.forEach(change -> announced.put(
                customer(change), change.path("leaves").findPath("nextChange").asText()));
        var exact = left.stream()
                .filter(change -> looked.covers(instant(change, "effectiveAt").minus(WINDOW)))
                .filter(change -> change.path("effectiveAt").asText().equals(announced.get(customer(change))))
                .count();
        ledger.check("left " + WINDOW.toSeconds() + " s after looking, as told on entering", entered.size(), exact);
        var latest = left.stream()
                .map(change -> Duration.between(instant(change, "effectiveAt"), instant(change, "recordedAt")))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        ledger.note("recorded at most " + latest.toMillis() + " ms after that");
    }

    private Sweeper sweeper() {
        var segments = run.suite().segments();
        return new Sweeper(segments.metric("coterie_sweeper_swept_total"), segments.metric("coterie_sweeper_overdue"));
    }

    private static long by(String cause, List<JsonNode> changes) {
        return changes.stream()
                .filter(change -> change.path("cause").asText().equals(cause))
                .count();
    }

    private static String customer(JsonNode change) {
        return change.path("customerId").asText();
    }

    private static Instant instant(JsonNode change, String field) {
        return Instant.parse(change.path(field).asText());
    }
}
