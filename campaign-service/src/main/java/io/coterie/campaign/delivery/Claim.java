package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.OutgoingMail;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Mails that one sender may now hand over, and nobody else: their rows say `sending`, under this claim's id.
record Claim(UUID id, List<Mail> mails, Lease lease, int looked) {
    record Mail(Due due, OutgoingMail content) {}

    /// How long the claim holds, on the machine's own monotonic clock.
    record Lease(long endNanos) {
        static Lease of(Duration length) {
            return new Lease(System.nanoTime() + length.toNanos());
        }

        boolean lasts(Duration needed) {
            return endNanos - System.nanoTime() > needed.toNanos();
        }
    }

    /// Whether there was anything to look at: if so, there may be more.
    boolean foundSome() {
        return looked > 0;
    }
}
