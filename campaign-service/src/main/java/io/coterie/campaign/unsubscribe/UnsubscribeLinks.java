package io.coterie.campaign.unsubscribe;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and reads the tokens of `/l/u/{token}`: a signed value that says everything, so that a link works for as
/// long as the mail exists.
///
/// A token is the base64url of: a version byte, delivery id, customer id, `channel:purpose`, and 32 bytes HMAC-SHA256
/// of all before it.
@Singleton
public class UnsubscribeLinks {
    private static final byte VERSION = 1;
    private static final int SIGNATURE = 32;
    private static final int SHORTEST_SECRET = 32;
    private static final int FIXED = 1 + 4 * Long.BYTES;
    private static final int LONGEST_TOKEN = 400;
    private static final String ALGORITHM = "HmacSHA256";

    private final String publicUrl;
    private final SecretKeySpec key;

    UnsubscribeLinks(LinkConfig config) {
        if (config.secret().length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "coterie.link.secret: expected at least " + SHORTEST_SECRET + " characters");
        }
        this.publicUrl = config.publicUrl();
        this.key = new SecretKeySpec(config.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    public String url(Subscription subscription) {
        return publicUrl + "/l/u/" + token(subscription);
    }

    String token(Subscription subscription) {
        byte[] rest = (subscription.channel() + ':' + subscription.purpose()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer token = ByteBuffer.allocate(FIXED + rest.length + SIGNATURE)
                .put(VERSION)
                .putLong(subscription.delivery().getMostSignificantBits())
                .putLong(subscription.delivery().getLeastSignificantBits())
                .putLong(subscription.customer().getMostSignificantBits())
                .putLong(subscription.customer().getLeastSignificantBits())
                .put(rest);
        token.put(signature(Arrays.copyOf(token.array(), token.position())));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /// Empty for whatever we did not sign.
    Optional<Subscription> read(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length <= FIXED + SIGNATURE) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, bytes.length - SIGNATURE);
        byte[] signature = Arrays.copyOfRange(bytes, signed.length, bytes.length);
        return MessageDigest.isEqual(signature(signed), signature) && signed[0] == VERSION
                ? Optional.of(subscription(signed))
                : Optional.empty();
    }

    private static Subscription subscription(byte[] signed) {
        ByteBuffer in = ByteBuffer.wrap(signed, 1, signed.length - 1);
        UUID delivery = new UUID(in.getLong(), in.getLong());
        UUID customer = new UUID(in.getLong(), in.getLong());
        String[] rest = StandardCharsets.UTF_8.decode(in).toString().split(":", 2);
        return new Subscription(delivery, customer, rest[0], rest[1]);
    }

    private byte[] signature(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, impossible);
        }
    }
}
