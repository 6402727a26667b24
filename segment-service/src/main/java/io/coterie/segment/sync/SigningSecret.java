package io.coterie.segment.sync;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that a receiver shares, as Standard Webhooks write it: `whsec_` and the base64 of 32 random bytes.
final class SigningSecret {
    private static final int LENGTH = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] key;

    SigningSecret(byte[] key) {
        this.key = key.clone();
    }

    static SigningSecret random() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return new SigningSecret(key);
    }

    /// `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
    String sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, impossible);
        }
    }

    byte[] bytes() {
        return key.clone();
    }

    /// For the one who is to share it.
    String revealed() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public String toString() {
        return "whsec_…";
    }
}
