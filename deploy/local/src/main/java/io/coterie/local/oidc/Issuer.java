package io.coterie.local.oidc;

import io.coterie.local.state.StateFolder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/// Signs tokens (RS256, audience `coterie`, roles in `groups`) with a key pair made at first use.
public final class Issuer {
    public static final Duration LIFETIME = Duration.ofHours(1);
    private static final String AUDIENCE = "coterie";

    /// The machines that may ask for a token, and the role each gets.
    private static final Map<String, String> ROLE_OF_CLIENT = Map.of(
            "marketer", "marketer",
            "analyst", "analyst",
            "operator", "operator",
            "campaign-service", "analyst");

    private static final String KEY_FILE = "secrets/oidc-key.json";

    private final StateFolder folder;
    private final URI uri;
    private final RsaJsonWebKey key;

    private Issuer(StateFolder folder, URI uri, RsaJsonWebKey key) {
        this.folder = folder;
        this.uri = uri;
        this.key = key;
    }

    public static Issuer open(StateFolder folder, URI uri) {
        ROLE_OF_CLIENT.keySet().forEach(client -> clientSecret(folder, client));
        try {
            return new Issuer(folder, uri, key(folder));
        } catch (JoseException e) {
            throw new IllegalStateException("cannot read or make the signing key " + folder.file(KEY_FILE), e);
        }
    }

    public static String clientSecret(StateFolder folder, String client) {
        return folder.secret("oidc-client-" + client);
    }

    public URI uri() {
        return uri;
    }

    /// The document at `/.well-known/openid-configuration`.
    public Map<String, Object> discovery() {
        return Map.of(
                "issuer", uri.toString(),
                "jwks_uri", uri + "/jwks",
                "token_endpoint", uri + "/token",
                "grant_types_supported", List.of("client_credentials"),
                "response_types_supported", List.of("token"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of(AlgorithmIdentifiers.RSA_USING_SHA256),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
    }

    /// The public keys, as JSON.
    public String jwks() {
        return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /// Compares in constant time, also for a client that does not exist.
    public boolean accepts(String client, String secret) {
        var known = ROLE_OF_CLIENT.containsKey(client);
        var expected = clientSecret(folder, known ? client : "analyst");
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))
                && known;
    }

    /// A token for a client that was accepted.
    public String tokenFor(String client) {
        return token(client, List.of(ROLE_OF_CLIENT.get(client)));
    }

    public String token(String subject, List<String> roles) {
        return token(subject, roles, AUDIENCE, LIFETIME);
    }

    /// A token as a test wants it: for another audience, or with a lifetime that is over.
    public String token(String subject, List<String> roles, String audience, Duration lifetime) {
        var claims = new JwtClaims();
        claims.setIssuer(uri.toString());
        claims.setSubject(subject);
        claims.setStringClaim("azp", subject);
        claims.setStringClaim("preferred_username", subject);
        claims.setAudience(audience);
        claims.setStringListClaim("groups", roles);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture((float) lifetime.toMinutes());
        claims.setGeneratedJwtId();
        return signed(claims);
    }

    private String signed(JwtClaims claims) {
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static RsaJsonWebKey key(StateFolder folder) throws JoseException {
        var kept = folder.read(KEY_FILE);
        if (kept.isPresent()) {
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(kept.get());
        }
        var made = RsaJwkGenerator.generateJwk(2048);
        made.setKeyId(folder.secret("oidc-key-id"));
        made.setUse("sig");
        made.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        folder.write(KEY_FILE, made.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        return made;
    }
}
