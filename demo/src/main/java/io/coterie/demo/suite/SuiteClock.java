package io.coterie.demo.suite;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The clock that all processes of the suite read: this machine's, moved by an offset.
public record SuiteClock(Clock system) {

    static SuiteClock read(URI endpoint) {
        var reading = Http.json(HttpRequest.newBuilder(endpoint).GET());
        var offset = Duration.parse(reading.path("offset").asText("PT0S"));
        return new SuiteClock(Clock.offset(Clock.systemUTC(), offset));
    }

    public Instant now() {
        return system.instant();
    }
}
