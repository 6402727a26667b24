package io.coterie.local.oidc;

import io.coterie.local.http.LocalHttp;
import io.coterie.local.http.Reply;
import io.coterie.local.http.Request;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// The issuer over HTTP, under `/oidc`. Errors are as RFC 6749 section 5.2 has them.
public record IssuerEndpoint(Issuer issuer) implements LocalHttp.Endpoint {
    public static final String PATH = "/oidc";

    private record Credentials(String client, String secret) {}

    @Override
    public Reply answer(Request request) throws IOException {
        return switch (request.method() + " " + request.path()) {
            case "GET /oidc/.well-known/openid-configuration" -> Reply.json(200, issuer.discovery());
            case "GET /oidc/jwks" -> Reply.of("application/json", issuer.jwks());
            case "POST /oidc/token" -> token(request);
            default -> Reply.notFound(request);
        };
    }

    private Reply token(Request request) throws IOException {
        var form = request.form();
        var credentials = request.header("Authorization")
                .map(IssuerEndpoint::basic)
                .orElseGet(() ->
                        new Credentials(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")));
        if (!issuer.accepts(credentials.client(), credentials.secret())) {
            return error(401, "invalid_client").with("WWW-Authenticate", "Basic realm=\"coterie\"");
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type");
        }
        return Reply.json(
                200,
                Map.of(
                        "access_token", issuer.tokenFor(credentials.client()),
                        "token_type", "Bearer",
                        "expires_in", Issuer.LIFETIME.toSeconds()));
    }

    private static Credentials basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return new Credentials("", "");
        }
        var pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
        var colon = pair.indexOf(':');
        return colon < 0
                ? new Credentials("", "")
                : new Credentials(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", code));
    }
}
