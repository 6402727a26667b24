package io.coterie.customer.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConsentTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Consent GRANTED = new Consent("email", "marketing", true, 3, NOON, false);
    private static final Consent WITHDRAWN = new Consent("email", "marketing", false, 3, NOON, false);
    private static final ConsentChoice GRANT = new ConsentChoice("email", "marketing", true);
    private static final ConsentChoice WITHDRAW = new ConsentChoice("email", "marketing", false);

    @Test
    void theFirstChoiceIsVersionOne() {
        assertThat(Consent.after(null, WITHDRAW, NOON, false))
                .contains(new Consent("email", "marketing", false, 1, NOON, false));
    }

    @Test
    void aNewerChoiceIsTheNextVersion() {
        assertThat(Consent.after(GRANTED, WITHDRAW, NOON.plusSeconds(1), false))
                .contains(new Consent("email", "marketing", false, 4, NOON.plusSeconds(1), false));
    }

    @Test
    void anOlderChoiceChangesNothing() {
        assertThat(Consent.after(GRANTED, WITHDRAW, NOON.minusSeconds(1), false))
                .isEmpty();
    }

    @Test
    void aChoiceOfThePastOnlyFillsAGap() {
        assertThat(Consent.after(null, GRANT, NOON, true))
                .contains(new Consent("email", "marketing", true, 1, NOON, true));
        assertThat(Consent.after(WITHDRAWN, GRANT, NOON.plusSeconds(9), true)).isEmpty();
    }

    @Test
    void anExplicitChoiceGoesBeforeOneOfThePastWhateverItsTime() {
        Consent past = new Consent("email", "marketing", true, 1, NOON, true);

        assertThat(Consent.after(past, WITHDRAW, NOON.minusSeconds(9), false))
                .contains(new Consent("email", "marketing", false, 2, NOON.minusSeconds(9), false));
        assertThat(Consent.after(past, GRANT, NOON.plusSeconds(9), false))
                .contains(new Consent("email", "marketing", true, 2, NOON.plusSeconds(9), false));
    }

    @Test
    void anEqualChoiceChangesNothing() {
        assertThat(Consent.after(GRANTED, new ConsentChoice("email", "marketing", true), NOON.plusSeconds(1), false))
                .isEmpty();
    }
}
