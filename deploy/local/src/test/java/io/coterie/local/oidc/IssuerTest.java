package io.coterie.local.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.local.http.LocalHttp;
import io.coterie.local.state.StateFolder;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerTest {
    private static final String GRANT = "grant_type=client_credentials";

    @TempDir
    Path path;

    private StateFolder folder;
    private LocalHttp http;
    private URI issuer;

    @BeforeEach
    void open() {
        folder = StateFolder.open(path);
        http = LocalHttp.open(0);
        issuer = URI.create(http.uri() + IssuerEndpoint.PATH);
        http.serve(IssuerEndpoint.PATH, new IssuerEndpoint(Issuer.open(folder, issuer)));
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void aTokenVerifiesAgainstThePublishedKeys() throws Exception {
        var answer = token(basic("operator", Issuer.clientSecret(folder, "operator")), GRANT);
        var token =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();

        var claims = consumer().processToClaims(token);

        assertThat(claims.getSubject()).isEqualTo("operator");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("operator");
    }

    @Test
    void aServiceReadsAsAnAnalyst() throws Exception {
        var secret = Issuer.clientSecret(folder, "campaign-service");
        var answer = token("", GRANT + "&client_id=campaign-service&client_secret=" + secret);
        var token =
                new ObjectMapper().readTree(answer.body()).path("access_token").asText();

        assertThat(consumer().processToClaims(token).getStringListClaimValue("groups"))
                .containsExactly("analyst");
    }

    @Test
    void aWrongSecretIsRefused() throws Exception {
        assertThat(token(basic("operator", "wrong"), GRANT).statusCode()).isEqualTo(401);
        assertThat(token(basic("stranger", Issuer.clientSecret(folder, "analyst")), GRANT)
                        .statusCode())
                .isEqualTo(401);
        assertThat(token("", GRANT).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherGrantIsRefused() throws Exception {
        var login = basic("operator", Issuer.clientSecret(folder, "operator"));

        assertThat(token(login, "grant_type=password").body()).contains("unsupported_grant_type");
    }

    @Test
    void theKeyPairIsTheSameAfterARestart() throws Exception {
        var before = Issuer.open(folder, issuer).jwks();

        assertThat(Issuer.open(folder, issuer).jwks()).isEqualTo(before).doesNotContain("\"d\"");
        assertThat(Files.getPosixFilePermissions(folder.file("secrets/oidc-key.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void anotherHostNameIsRefused() throws Exception {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), issuer.getPort())) {
            var request = "GET /oidc/jwks HTTP/1.1\r\nHost: evil.example.test\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    private JwtConsumer consumer() throws Exception {
        var keys = new JsonWebKeySet(
                send(HttpRequest.newBuilder(URI.create(issuer + "/jwks"))).body());
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setExpectedIssuer(issuer.toString())
                .setExpectedAudience("coterie")
                .setRequireExpirationTime()
                .build();
    }

    private HttpResponse<String> token(String authorization, String form) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String basic(String client, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
