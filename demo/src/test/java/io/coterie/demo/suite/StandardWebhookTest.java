package io.coterie.demo.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class StandardWebhookTest {
    @Test
    void signsThePublishedVector() {
        var webhook = new StandardWebhook(URI.create("http://localhost/"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        var signature = webhook.signature("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
