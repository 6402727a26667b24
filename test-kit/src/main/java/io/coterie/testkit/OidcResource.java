package io.coterie.testkit;

import io.coterie.local.http.LocalHttp;
import io.coterie.local.oidc.Issuer;
import io.coterie.local.oidc.IssuerEndpoint;
import io.coterie.local.state.StateFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An OIDC issuer, one per test JVM. Also sets the credentials with which a service itself asks for tokens.
public final class OidcResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Started started;

    private record Started(Issuer issuer, StateFolder folder) {}

    /// A bearer token with those roles, for `RestAssured.given().auth().oauth2(...)`.
    public static String token(String... roles) {
        return running().issuer().token("test", List.of(roles));
    }

    public static String expiredToken(String role) {
        return running().issuer().token("test", List.of(role), "coterie", Duration.ofHours(-1));
    }

    public static String tokenForAudience(String audience, String role) {
        return running().issuer().token("test", List.of(role), audience, Duration.ofHours(1));
    }

    @Override
    public Map<String, String> start() {
        var server = running().issuer().uri().toString();
        return Map.of(
                "quarkus.oidc.auth-server-url",
                server,
                "quarkus.oidc-client.auth-server-url",
                server,
                "quarkus.oidc-client.client-id",
                "campaign-service",
                "quarkus.oidc-client.credentials.secret",
                Issuer.clientSecret(running().folder(), "campaign-service"));
    }

    @Override
    public void stop() {
        // the issuer stays for the next test class, and ends with the JVM
    }

    private static synchronized Started running() {
        var running = started;
        if (running == null) {
            var folder = Scratch.folder("oidc");
            var http = LocalHttp.open(0);
            var issuer = Issuer.open(folder, URI.create(http.uri() + IssuerEndpoint.PATH));
            http.serve(IssuerEndpoint.PATH, new IssuerEndpoint(issuer));
            running = new Started(issuer, folder);
            started = running;
        }
        return running;
    }
}
