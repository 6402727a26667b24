package io.coterie.campaign.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.delivery.Circumstances.ConsentState;
import io.coterie.campaign.delivery.Decision.Hold;
import io.coterie.campaign.delivery.Decision.Send;
import io.coterie.campaign.delivery.Decision.Suppress;
import io.coterie.kit.outbox.PendingEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CircumstancesTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final ConsentState GRANTED = new ConsentState(true, NOW.minusSeconds(60), false);
    private static final ConsentState WITHDRAWN = new ConsentState(false, NOW.minusSeconds(60), false);
    private static final String ANN = "ann@example.test";

    private static Circumstances consenting(@Nullable ConsentState consent, @Nullable Instant unsubscribedAt) {
        return new Circumstances(
                false,
                NOW,
                NOW,
                NOW.plusSeconds(3600),
                Circumstances.CONSENT_PATIENCE,
                "entered",
                "entered",
                true,
                ANN,
                consent,
                unsubscribedAt);
    }

    private static Circumstances unknown(Instant now, Instant expiresAt) {
        return new Circumstances(false, now, NOW, expiresAt, Duration.ZERO, null, null, false, null, null, null);
    }

    @Test
    void consentAndAnAddressSend() {
        assertThat(consenting(GRANTED, null).decision()).isEqualTo(new Send(ANN));
    }

    @Test
    void withdrawnOrAbsentConsentSuppresses() {
        assertThat(consenting(WITHDRAWN, null).decision()).isEqualTo(new Suppress(Reason.NO_CONSENT));
        assertThat(consenting(null, null).decision()).isEqualTo(new Suppress(Reason.NO_CONSENT));
    }

    @Test
    void consentThatMayStillBeOnItsWayIsWaitedForAlsoIfARelayDiedWithIt() {
        for (var waited : List.of(Duration.ZERO, PendingEvents.LEASE, Circumstances.CONSENT_PATIENCE.minusMillis(1))) {
            var fresh = new Circumstances(
                    false, NOW, NOW, NOW.plusSeconds(3600), waited, null, null, true, ANN, null, null);

            assertThat(fresh.decision()).as("after " + waited).isInstanceOf(Hold.class);
        }
    }

    @Test
    void onlyAGrantAfterTheUnsubscribeLiftsIt() {
        assertThat(consenting(GRANTED, NOW.minusSeconds(59)).decision()).isEqualTo(new Suppress(Reason.UNSUBSCRIBED));
        assertThat(consenting(GRANTED, NOW.minusSeconds(60)).decision()).isEqualTo(new Suppress(Reason.UNSUBSCRIBED));
        assertThat(consenting(GRANTED, NOW.minusSeconds(61)).decision()).isEqualTo(new Send(ANN));
        assertThat(consenting(WITHDRAWN, NOW.minusSeconds(61)).decision()).isEqualTo(new Suppress(Reason.UNSUBSCRIBED));
    }

    @Test
    void aGrantFromAFileOfThePastSendsButLiftsNothing() {
        var past = new ConsentState(true, NOW.minusSeconds(60), true);

        assertThat(consenting(past, null).decision()).isEqualTo(new Send(ANN));
        assertThat(consenting(past, NOW.minusSeconds(61)).decision()).isEqualTo(new Suppress(Reason.UNSUBSCRIBED));
    }

    @Test
    void whoIsNoLongerWhereTheTriggerSaidGetsNothing() {
        var left = new Circumstances(
                false, NOW, NOW, NOW.plusSeconds(1), Duration.ZERO, "entered", "left", true, ANN, GRANTED, null);

        assertThat(left.decision()).isEqualTo(new Suppress(Reason.NO_LONGER_APPLIES));
    }

    @Test
    void aMessageExpiresAtItsInstant() {
        var due = new Circumstances(false, NOW, NOW, NOW, Duration.ZERO, null, null, true, ANN, GRANTED, null);

        assertThat(due.decision()).isEqualTo(new Suppress(Reason.EXPIRED));
    }

    @Test
    void anUnknownRecipientIsWaitedForUntilTheExpiryAndAtMostAnHour() {
        assertThat(unknown(NOW, NOW.plusSeconds(1)).decision()).isInstanceOf(Hold.class);
        assertThat(unknown(NOW.plusSeconds(1), NOW.plusSeconds(1)).decision())
                .isEqualTo(new Suppress(Reason.UNKNOWN_RECIPIENT));
        assertThat(unknown(NOW.plusSeconds(3599), NOW.plusSeconds(9999)).decision())
                .isInstanceOf(Hold.class);
        assertThat(unknown(NOW.plusSeconds(3600), NOW.plusSeconds(9999)).decision())
                .isEqualTo(new Suppress(Reason.UNKNOWN_RECIPIENT));
    }

    @Test
    void aBlankAddressIsNone() {
        var nowhere = new Circumstances(
                false, NOW, NOW, NOW.plusSeconds(1), Duration.ZERO, null, null, true, " ", GRANTED, null);

        assertThat(nowhere.decision()).isEqualTo(new Suppress(Reason.NO_ADDRESS));
    }
}
