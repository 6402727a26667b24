package io.coterie.segment.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {
    /// The example that the standard's libraries are tested with.
    @Test
    void signaturesAreThoseOfStandardWebhooks() {
        var secret = new SigningSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aSecretHas32BytesAndDoesNotSlipIntoText() {
        SigningSecret secret = SigningSecret.random();

        assertThat(Base64.getDecoder().decode(secret.revealed().substring("whsec_".length())))
                .hasSize(32);
        assertThat(secret.toString()).doesNotContain(secret.revealed().substring("whsec_".length()));
        assertThat(SigningSecret.random().revealed()).isNotEqualTo(secret.revealed());
    }
}
