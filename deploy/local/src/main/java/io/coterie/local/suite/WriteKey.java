package io.coterie.local.suite;

import java.time.Duration;
import java.util.Optional;

/// The write key of the source "local", which the first `up` makes. It is shown once by the service, and kept here.
record WriteKey(SuiteHome home, LocalClient client) {
    private static final String FILE = "secrets/write-key";
    private static final int CONFLICT = 409;
    private static final int MOST_KEYS = 100;

    static Optional<String> kept(SuiteHome home) {
        return home.folder().read(FILE);
    }

    String ensure() {
        return kept(home).orElseGet(() -> {
            var made = make();
            home.folder().write(FILE, made);
            return made;
        });
    }

    /// The key may be taken by a source of which the write key is lost: then the next one.
    private String make() {
        var bearer = Optional.of("Bearer " + new Tokens(home, client).token("operator"));
        var url = "http://127.0.0.1:" + PortPlan.kept(home).port(Service.CUSTOMER.key()) + "/sources";
        for (var i = 1; i <= MOST_KEYS; i++) {
            var body = "{\"key\":\"local%s\",\"name\":\"Local\"}".formatted(i == 1 ? "" : "-" + i);
            var response = client.send(url, "application/json", body, bearer, Duration.ofSeconds(30));
            if (response.statusCode() == 201) {
                return LocalClient.parsed(response).path("writeKey").asText();
            }
            if (response.statusCode() != CONFLICT) {
                throw new SuiteFailure(
                        1, "POST " + url + " answered " + response.statusCode() + ": " + response.body());
            }
        }
        throw new SuiteFailure(1, "POST " + url + " answered 409 for " + MOST_KEYS + " keys");
    }
}
