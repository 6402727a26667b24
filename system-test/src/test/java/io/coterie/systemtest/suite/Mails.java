package io.coterie.systemtest.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The mail server of the local stack: what it kept, and what it is to do wrong.
public record Mails(URI stack) {

    public record Mail(String to, String subject, String messageId) {
        private static Mail of(JsonNode item) {
            return new Mail(
                    item.path("to").path(0).asText(),
                    item.path("subject").asText(),
                    item.path("headers").path("Message-ID").path(0).asText());
        }
    }

    /// What a fault has met so far, and may still meet.
    public record Faults(int left, int met) {
        private static Faults of(JsonNode answer) {
            return new Faults(answer.path("left").asInt(), answer.path("met").asInt());
        }
    }

    /// Every mail that was kept, duplicates included.
    public List<Mail> all() {
        var mails = new ArrayList<Mail>();
        var page = stack + "/messages?limit=1000";
        for (var next = page; !next.isEmpty(); ) {
            var answer = Http.parsed(Http.body(HttpRequest.newBuilder(URI.create(next))
                    .timeout(Http.PATIENCE)
                    .build()));
            answer.path("items").forEach(item -> mails.add(Mail.of(item)));
            next = answer.path("next").isTextual()
                    ? page + "&after=" + answer.path("next").asText()
                    : "";
        }
        return mails;
    }

    /// So many mails meet this, after what was ordered before: see the local stack's `/mail-faults`.
    public void order(String fault, Object how, int mails) {
        faults("POST", Http.written(Map.of(fault, how, "mails", mails)));
    }

    public Faults faults() {
        return faults("GET", "");
    }

    public void behave() {
        faults("DELETE", "");
    }

    private Faults faults(String method, String body) {
        return Faults.of(Http.parsed(Http.body(HttpRequest.newBuilder(URI.create(stack + "/mail-faults"))
                .timeout(Http.PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build())));
    }
}
