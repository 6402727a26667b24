package io.coterie.feedback.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {
    /// The vector that standardwebhooks.com publishes.
    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long TIMESTAMP = 1614265330;
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final Instant NOW = Instant.ofEpochSecond(TIMESTAMP);

    private final StandardWebhooks standard = new StandardWebhooks();

    @Test
    void thePublishedVectorIsGenuine() {
        assertThat(verdict(SIGNATURE, NOW)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void whatTheReferenceLibrarySignsIsGenuine() throws Exception {
        byte[] body = "{\"score\": 9, \"comment\": \"trés bien\"}".getBytes(UTF_8);
        String signature = new Webhook(SECRET.value()).sign(ID, TIMESTAMP, new String(body, UTF_8));
        assertThat(standard.verify(SECRET, delivery(body, signature), NOW)).isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void oneGenuineSignatureAmongSeveralSuffices() {
        assertThat(verdict("v1,Zm9yZ2Vk v2,other " + SIGNATURE, NOW)).isInstanceOf(Verdict.Genuine.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "",
            })
    void anyOtherSignatureIsRefused(String signature) {
        assertThat(verdict(signature, NOW)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aTimestampMayBeFiveMinutesOffAndNoMore() {
        assertThat(verdict(SIGNATURE, NOW.plusSeconds(300))).isInstanceOf(Verdict.Genuine.class);
        assertThat(verdict(SIGNATURE, NOW.minusSeconds(300))).isInstanceOf(Verdict.Genuine.class);
        assertThat(verdict(SIGNATURE, NOW.plusSeconds(301))).isInstanceOf(Verdict.Refused.class);
        assertThat(verdict(SIGNATURE, NOW.minusSeconds(301))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void aTimestampThatIsNoneIsRefused() {
        var headers =
                Map.of("webhook-id", ID, "webhook-timestamp", "99999999999999999", "webhook-signature", SIGNATURE);
        assertThat(standard.verify(SECRET, new Delivery(BODY, headers), NOW)).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_short", "whsec_%%%"})
    void aSecretThatIsNoKeyIsRefused(String secret) {
        assertThat(standard.refuses(new Secret(secret))).isPresent();
    }

    @Test
    void theSecretOfTheVectorIsAKey() {
        assertThat(standard.refuses(SECRET)).isEmpty();
    }

    private Verdict verdict(String signature, Instant now) {
        return standard.verify(SECRET, delivery(BODY, signature), now);
    }

    private static Delivery delivery(byte[] body, String signature) {
        return new Delivery(
                body, Map.of("webhook-id", ID, "webhook-timestamp", "" + TIMESTAMP, "webhook-signature", signature));
    }
}
