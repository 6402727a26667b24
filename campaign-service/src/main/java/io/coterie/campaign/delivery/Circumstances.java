package io.coterie.campaign.delivery;

import io.coterie.campaign.delivery.Decision.Hold;
import io.coterie.campaign.delivery.Decision.Send;
import io.coterie.campaign.delivery.Decision.Suppress;
import io.coterie.kit.outbox.PendingEvents;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// All that is known when it is a delivery's turn, read in the transaction that claims it.
///
/// @param waited since it was queued, on the machine's clock
/// @param wantedChange the change that triggered it; null in a broadcast
/// @param lastChange the customer's last known change in that segment
/// @param known whether a profile has arrived
/// @param consent null: none was ever told
/// @param unsubscribedAt when the link was last used
record Circumstances(
        boolean paused,
        Instant now,
        Instant createdAt,
        Instant expiresAt,
        Duration waited,
        @Nullable String wantedChange,
        @Nullable String lastChange,
        boolean known,
        @Nullable String email,
        @Nullable ConsentState consent,
        @Nullable Instant unsubscribedAt) {
    /// Profile and consent travel beside the change that they precede. They may be behind it for as long as the
    /// events of a relay that died wait for another.
    static final Duration CONSENT_PATIENCE = PendingEvents.LEASE.plusSeconds(8);

    private static final Duration PROFILE_PATIENCE = Duration.ofHours(1);
    private static final Duration PAUSED = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(10);

    /// @param historical read from a file of the past: it lifts no suppression
    record ConsentState(boolean granted, Instant changedAt, boolean historical) {}

    Decision decision() {
        if (paused) {
            return new Hold(PAUSED);
        }
        if (wantedChange != null && !wantedChange.equals(lastChange)) {
            return new Suppress(Reason.NO_LONGER_APPLIES);
        }
        if (!known) {
            return untilKnown();
        }
        if (!now.isBefore(expiresAt)) {
            return new Suppress(Reason.EXPIRED);
        }
        return byConsent();
    }

    private Decision untilKnown() {
        Instant enough = createdAt.plus(PROFILE_PATIENCE);
        if (!now.isBefore(expiresAt) || !now.isBefore(enough)) {
            return new Suppress(Reason.UNKNOWN_RECIPIENT);
        }
        return new Hold(pauseBetweenLooks());
    }

    /// Most come within moments; what does not is looked for less often.
    private Duration pauseBetweenLooks() {
        return waited.compareTo(LONG) < 0 ? SHORT : LONG;
    }

    private Decision byConsent() {
        if (unsubscribedAt != null && !grantedAfter(unsubscribedAt)) {
            return new Suppress(Reason.UNSUBSCRIBED);
        }
        if (consent == null && waited.compareTo(CONSENT_PATIENCE) < 0) {
            return new Hold(pauseBetweenLooks());
        }
        if (consent == null || !consent.granted()) {
            return new Suppress(Reason.NO_CONSENT);
        }
        return email == null || email.isBlank() ? new Suppress(Reason.NO_ADDRESS) : new Send(email);
    }

    private boolean grantedAfter(Instant unsubscribed) {
        return consent != null
                && consent.granted()
                && !consent.historical()
                && consent.changedAt().isAfter(unsubscribed);
    }
}
