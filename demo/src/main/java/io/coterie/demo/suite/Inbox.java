package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// The mails that reached an SMTP server.
public record Inbox(URI base) {
    private static final int PAGE = 1000;

    /// @param receivedAt by the suite's clock
    /// @param listUnsubscribe the header, or empty
    public record Mail(
            String id, Instant receivedAt, List<String> to, String subject, String listUnsubscribe, String html) {}

    /// To one address, newest first.
    public List<Mail> to(String address) {
        return page("?limit=100&to=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }

    /// To anybody, newest first, none older than the instant.
    public List<Mail> since(Instant from) {
        var mails = new ArrayList<Mail>();
        var after = "";
        while (true) {
            var page = page("?limit=" + PAGE + after);
            page.stream().filter(mail -> !mail.receivedAt().isBefore(from)).forEach(mails::add);
            if (page.size() < PAGE || page.getLast().receivedAt().isBefore(from)) {
                return mails;
            }
            after = "&after=" + page.getLast().id();
        }
    }

    private List<Mail> page(String query) {
        var page = Http.json(
                HttpRequest.newBuilder(URI.create(base + "/messages" + query)).GET());
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(Inbox::mail)
                .toList();
    }

    private static Mail mail(JsonNode item) {
        var to = StreamSupport.stream(item.path("to").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Mail(
                item.path("id").asText(),
                Instant.parse(item.path("receivedAt").asText()),
                to,
                item.path("subject").asText(),
                header(item.path("headers"), "List-Unsubscribe"),
                item.path("html").asText());
    }

    private static String header(JsonNode headers, String name) {
        return headers.properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().path(0).asText())
                .findFirst()
                .orElse("");
    }
}
