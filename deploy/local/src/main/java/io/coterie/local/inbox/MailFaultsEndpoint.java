package io.coterie.local.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// Makes the inbox a bad mail server for a while, for tests:
///
/// - `POST /mail-faults` with one of `{"slow": "PT4S", "mails": 10}`, `{"refuse": 451, "mails": 10}`,
///   `{"drop": "kept", "mails": 10}`, `{"drop": "lost", "mails": 10}`: that many mails meet it, after those that are to
///   meet what was ordered before
/// - `GET /mail-faults`: `{"left": 7, "met": 3}`
/// - `DELETE /mail-faults` makes it a good one again
public record MailFaultsEndpoint(Inbox inbox) implements LocalHttp.Endpoint {
    public static final String PATH = "/mail-faults";

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    @Override
    public Reply answer(Request request) throws IOException {
        switch (request.method()) {
            case "GET" -> {}
            case "POST" -> order(request.json());
            case "DELETE" -> inbox.faults().reset();
            default -> {
                return Reply.notFound(request);
            }
        }
        return Reply.json(
                200, Map.of("left", inbox.faults().left(), "met", inbox.faults().met()));
    }

    private void order(JsonNode order) {
        var mails = order.path("mails").asInt(0);
        if (mails < 1 || mails > MailFaults.MOST) {
            throw new IllegalArgumentException("mails: expected a number from 1 to " + MailFaults.MOST);
        }
        inbox.faults().order(fault(order), mails);
    }

    private static MailFault fault(JsonNode order) {
        if (order.hasNonNull("slow")) {
            return new MailFault.Slow(delay(order.path("slow").asText()));
        }
        if (order.hasNonNull("refuse")) {
            return new MailFault.Refuse(code(order.path("refuse").asInt()));
        }
        return switch (order.path("drop").asText()) {
            case "kept" -> new MailFault.Drop(true);
            case "lost" -> new MailFault.Drop(false);
            default -> throw new IllegalArgumentException("expected slow, refuse, or drop with kept or lost");
        };
    }

    private static Duration delay(String text) {
        try {
            var delay = Duration.parse(text);
            if (delay.isPositive() && delay.compareTo(LONGEST_DELAY) <= 0) {
                return delay;
            }
        } catch (DateTimeParseException noDuration) {
            // refused below, like a duration out of range
        }
        throw new IllegalArgumentException("slow: expected a duration up to " + LONGEST_DELAY);
    }

    private static int code(int code) {
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException("refuse: expected a code from 400 to 599");
        }
        return code;
    }
}
