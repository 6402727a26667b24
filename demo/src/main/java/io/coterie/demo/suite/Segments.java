package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Segments, their members, and why they are.
public record Segments(Service service) {
    private static final Duration BACKFILL_PATIENCE = Duration.ofMinutes(5);

    public boolean exists(String key) {
        return service.has("/segments/" + key);
    }

    /// Creates a segment; returns when it is active.
    public void activate(String key, String name, JsonNode rule) {
        service.post("/segments", Map.of("key", key, "name", name, "rule", rule));
        service.post("/segments/" + key + "/versions/1/activate");
        var state = Await.until(
                BACKFILL_PATIENCE,
                () -> service.get("/segments/" + key).path("state").asText(),
                "active"::equals);
        if (!state.equals("active")) {
            throw new IllegalStateException("segment " + key + " is " + state + ", expected active");
        }
    }

    public String sentence(String key) {
        return service.get("/segments/" + key).path("sentence").asText();
    }

    public long memberCount(String key) {
        return service.get("/segments/" + key).path("memberCount").asLong();
    }

    /// The external ids of all members.
    public Set<String> members(String key) {
        var members = new TreeSet<String>();
        service.all("/segments/" + key + "/members")
                .forEach(member -> members.add(member.path("externalId").asText()));
        return members;
    }

    /// The keys of the segments that a customer is in.
    public Set<String> membershipsOf(String customerId) {
        var keys = new TreeSet<String>();
        service.get("/memberships/" + customerId)
                .path("items")
                .forEach(membership -> keys.add(membership.path("segment").asText()));
        return keys;
    }

    /// A customer's changes in one segment.
    public List<JsonNode> changes(String key, String customerId) {
        return service.all("/segments/" + key + "/changes?customer=" + customerId);
    }

    /// Why the change came about, as it was stored then.
    public JsonNode storedExplanation(String customerId, String key, String change) {
        return service.get("/memberships/" + customerId + "/" + key + "/explanation?change=" + change)
                .path("change");
    }

    /// The sum of a counter or gauge over all its labels.
    ///
    /// @throws IllegalStateException when the service has none of that name
    public long metric(String name) {
        var lines = Pattern.compile("^" + name + "(?:\\{[^}]*})? (\\S+)(?: # .*)?$", Pattern.MULTILINE)
                .matcher(service.text("/q/metrics"))
                .results()
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalStateException("segment-service has no metric " + name);
        }
        return lines.stream()
                .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
                .sum();
    }
}
