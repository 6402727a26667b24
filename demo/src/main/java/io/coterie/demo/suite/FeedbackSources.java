package io.coterie.demo.suite;

import java.net.URI;
import java.util.Map;

/// Survey tools that are connected to the suite.
public record FeedbackSources(Service service) {

    /// @param id the response's, by which explanations name it
    public record Answer(String id, int nps) {}

    /// Identity comes as the hidden field `user_id`; the answers have the refs `nps_question` and `why`.
    public Typeform addTypeform(String name, String secret) {
        var added = service.post(
                "/feedback-sources",
                Map.of(
                        "provider",
                        "typeform",
                        "name",
                        name,
                        "secret",
                        secret,
                        "mapping",
                        Map.of(
                                "nps", Map.of("ref", "nps_question"),
                                "comment", Map.of("ref", "why"),
                                "identity", Map.of("hidden", "user_id"))));
        return new Typeform(uri(added.path("url").asText()), secret);
    }

    /// Identity comes as the field `email`; the answers as `score` and `comment`, given `at`.
    public StandardWebhook addStandard(String name, String secret) {
        var added = service.post(
                "/feedback-sources",
                Map.of(
                        "provider",
                        "standard",
                        "name",
                        name,
                        "secret",
                        secret,
                        "mapping",
                        Map.of(
                                "nps",
                                "$.score",
                                "comment",
                                "$.comment",
                                "occurredAt",
                                "$.at",
                                "identity",
                                Map.of("email", "$.email"))));
        return new StandardWebhook(uri(added.path("url").asText()), secret);
    }

    /// What a customer said last.
    public Answer lastAnswer(String customerId) {
        var response =
                service.get("/responses?customer=" + customerId).path("items").path(0);
        return new Answer(
                response.path("id").asText(),
                response.path("scores").path("nps").asInt(-1));
    }

    private URI uri(String url) {
        return url.startsWith("/") ? service.uri(url) : URI.create(url);
    }
}
