package io.coterie.bench.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.demo.suite.StandardWebhook;
import io.coterie.demo.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What a run needs of its own in the suite, under keys that no other run has: a source, a segment of buyers, a segment
/// of detractors with the mail that goes to them, a survey tool.
///
/// @param run goes into every key and every person's id
record Shop(String run, String writeKey, String buyers, StandardWebhook survey) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Shop open(Suite suite) {
        var run = "bench-" + Long.toString(suite.clock().now().toEpochMilli(), 36);
        var buyers = run + "-buyers";
        var detractors = run + "-detractors";
        var letter = run + "-letter";
        suite.segments().activate(buyers, "Buyers", rule("""
                {"all": [{"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "P365D"},
                         {"event": "Order Completed", "aggregate": "sum", "property": "total", "gte": 1}]}"""));
        suite.segments().activate(detractors, "Detractors", rule("""
                {"feedback": "nps", "aggregate": "last", "lte": 6, "within": "P30D"}"""));
        suite.campaigns().addTemplate(letter, "Sorry", "<p>That was not good enough.</p>");
        suite.campaigns().addTriggered(letter, "entered", detractors);
        var secret = "whsec_"
                + Base64.getEncoder().encodeToString((run + "-secret-of-a-bench").getBytes(StandardCharsets.UTF_8));
        return new Shop(
                run,
                suite.customers().addSource(run, "Bench"),
                buyers,
                suite.feedback().addStandard(run, secret));
    }

    String email(int person) {
        return run + "-" + person + "@example.test";
    }

    private static JsonNode rule(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
