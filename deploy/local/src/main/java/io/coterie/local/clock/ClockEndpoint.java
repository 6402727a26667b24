package io.coterie.local.clock;

import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// `GET /clock` reads the clock, `POST /clock` moves it: `{"advance": "PT1H"}` or `{"reset": true}`.
public record ClockEndpoint(MovableClock clock) implements LocalHttp.Endpoint {
    public static final String PATH = "/clock";

    @Override
    public Reply answer(Request request) throws IOException {
        return switch (request.method()) {
            case "GET" -> reading();
            case "POST" -> moved(request);
            default -> Reply.notFound(request);
        };
    }

    private Reply moved(Request request) throws IOException {
        var order = request.json();
        if (order.path("reset").asBoolean(false)) {
            clock.reset();
        } else {
            clock.advance(duration(order.path("advance").asText("")));
        }
        return reading();
    }

    private Reply reading() {
        return Reply.json(
                200,
                Map.of(
                        "now",
                        clock.instant().toString(),
                        "offset",
                        clock.offset().toString()));
    }

    private static Duration duration(String text) {
        try {
            var duration = Duration.parse(text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("advance is '" + text + "', expected a duration such as PT1H", e);
        }
        throw new IllegalArgumentException("advance is '" + text + "', expected a duration that is not negative");
    }
}
