package io.coterie.kit.erasure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What remains of an external id: HMAC-SHA256 of `namespace:value` in hexadecimal. Without the key nobody can try out
/// whom a hash is of.
///
/// While keys are changed there are several: an id is then known by its hash under any of them.
public final class IdentityHashes {
    private static final int SHORTEST_KEY = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String EMAIL = "email";

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /// @param key the present key, at least 32 characters
    /// @param previous keys of before, for as long as hashes under them count
    public IdentityHashes(String key, List<String> previous) {
        add(key);
        previous.forEach(this::add);
    }

    private void add(String key) {
        if (key.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "coterie.erasure.hash-key: expected at least " + SHORTEST_KEY + " characters");
        }
        keys.add(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
    }

    /// One for each key. Addresses are compared in lower case, blanks around a value do not count.
    public Set<String> of(String namespace, String value) {
        String stripped = value.strip();
        String text = namespace + ':' + (namespace.equals(EMAIL) ? stripped.toLowerCase(Locale.ROOT) : stripped);
        return keys.stream().map(key -> hash(key, text)).collect(Collectors.toSet());
    }

    private static String hash(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, impossible);
        }
    }
}
