package io.coterie.customer.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Consent GRANTED = new Consent("email", "marketing", true, 3, NOON);
    private static final ConsentChoice WITHDRAW = new ConsentChoice("email", "marketing", false);

    @Test
    void theFirstChoiceIsVersionOne() {
        assertThat(Consent.after(null, WITHDRAW, NOON)).contains(new Consent("email", "marketing", false, 1, NOON));
    }

    @Test
    void aNewerChoiceIsTheNextVersion() {
        assertThat(Consent.after(GRANTED, WITHDRAW, NOON.plusSeconds(1)))
                .contains(new Consent("email", "marketing", false, 4, NOON.plusSeconds(1)));
    }

    @Test
    void anOlderChoiceChangesNothing() {
        assertThat(Consent.after(GRANTED, WITHDRAW, NOON.minusSeconds(1))).isEmpty();
    }

    @Test
    void anEqualChoiceChangesNothing() {
        assertThat(Consent.after(GRANTED, new ConsentChoice("email", "marketing", true), NOON.plusSeconds(1)))
                .isEmpty();
    }
}
