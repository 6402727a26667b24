package io.coterie.systemtest.suite;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/// The local stack's own controls: parts that are stopped and started again.
public record Stack(URI uri) {
    public static final String BROKER = "amqp";
    public static final String POSTGRESQL = "postgresql";

    /// Returns when the part has ended.
    public void stop(String part) {
        call("DELETE", "/parts/" + part);
    }

    /// Returns when every part is open.
    public void startParts() {
        call("POST", "/parts");
    }

    private void call(String method, String path) {
        Http.body(HttpRequest.newBuilder(URI.create(uri + path))
                .timeout(Duration.ofMinutes(4))
                .method(method, BodyPublishers.noBody())
                .build());
    }
}
