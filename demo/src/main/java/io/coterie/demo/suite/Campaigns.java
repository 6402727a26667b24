package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/// Templates and campaigns.
public record Campaigns(Service service) {

    /// What became of a campaign's recipients.
    public record Report(long recipients, long sent, long uncertain, long suppressed) {
        private static Report of(JsonNode body) {
            var suppressed = StreamSupport.stream(body.path("suppressed").spliterator(), false)
                    .mapToLong(JsonNode::asLong)
                    .sum();
            return new Report(
                    body.path("recipients").asLong(),
                    body.path("sent").asLong(),
                    body.path("uncertain").asLong(),
                    suppressed);
        }

        public long decided() {
            return sent + uncertain + suppressed;
        }
    }

    public void addTemplate(String key, String subject, String html) {
        service.post("/templates", Map.of("key", key, "channel", "email", "subject", subject, "html", html));
    }

    /// From its launch on it reacts.
    ///
    /// @param on `entered` or `left`
    public void addTriggered(String key, String on, String segment) {
        service.post("/campaigns", Map.of("key", key, "template", key, "trigger", Map.of(on, segment)));
        service.post("/campaigns/" + key + "/launch");
    }

    public void broadcast(String key, String segment) {
        service.post(
                "/campaigns",
                Map.of(
                        "key", key,
                        "template", key,
                        "audience", Map.of("include", List.of(segment), "exclude", List.of())));
        service.post("/campaigns/" + key + "/launch");
    }

    public Report report(String key) {
        return Report.of(service.get("/campaigns/" + key + "/report"));
    }
}
