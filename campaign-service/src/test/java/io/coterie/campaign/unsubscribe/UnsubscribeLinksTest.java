package io.coterie.campaign.unsubscribe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.kit.event.Ids;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UnsubscribeLinksTest {
    private final UnsubscribeLinks links = signedWith("a secret of at least thirty-two characters");
    private final Subscription subscription = new Subscription(Ids.next(), Ids.next(), "email", "marketing");

    private static UnsubscribeLinks signedWith(String secret) {
        return new UnsubscribeLinks(new LinkConfig() {
            @Override
            public String publicUrl() {
                return "https://shop.example";
            }

            @Override
            public String secret() {
                return secret;
            }
        });
    }

    @Test
    void aTokenSaysWhatItWasMadeFor() {
        assertThat(links.read(links.token(subscription))).contains(subscription);
        assertThat(links.url(subscription)).isEqualTo("https://shop.example/l/u/" + links.token(subscription));
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> signedWith("short")).hasMessageContaining("coterie.link.secret");
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] token = Base64.getUrlDecoder().decode(links.token(subscription));
        for (int i = 0; i < token.length; i++) {
            byte[] forged = token.clone();
            forged[i] ^= 1;

            assertThat(links.read(Base64.getUrlEncoder().withoutPadding().encodeToString(forged)))
                    .as("byte %d", i)
                    .isEmpty();
        }
    }

    @Test
    void whatWeDidNotSignIsNothing() {
        assertThat(links.read(signedWith("another secret of at least thirty-two chars")
                        .token(subscription)))
                .isEmpty();
        assertThat(links.read("")).isEmpty();
        assertThat(links.read("not base64!")).isEmpty();
        assertThat(links.read("AAAA")).isEmpty();
        assertThat(links.read("A".repeat(100_000))).isEmpty();
    }
}
