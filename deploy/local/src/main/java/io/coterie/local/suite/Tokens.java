package io.coterie.local.suite;

import io.coterie.local.oidc.Issuer;
import io.coterie.local.oidc.IssuerEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Asks the stack's issuer for tokens. Each role is a client of the same name.
record Tokens(SuiteHome home, LocalClient client) {
    static final List<String> ROLES = List.of("marketer", "analyst", "operator");

    static String url(PortPlan ports) {
        return "http://127.0.0.1:" + ports.port("inbox") + IssuerEndpoint.PATH + "/token";
    }

    String token(String role) {
        if (!ROLES.contains(role)) {
            throw new SuiteFailure(2, "role is '" + role + "', expected one of " + String.join(", ", ROLES));
        }
        var login = role + ":" + Issuer.clientSecret(home.folder(), role);
        return client.post(
                        url(PortPlan.kept(home)),
                        "application/x-www-form-urlencoded",
                        "grant_type=client_credentials",
                        Optional.of(
                                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))),
                        Duration.ofSeconds(10))
                .path("access_token")
                .asText();
    }
}
