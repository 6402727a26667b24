package io.coterie.local.inbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fault that the next mails meet. It ends by itself after the number of mails that it was ordered for.
final class MailFaults {
    private @Nullable MailFault fault;
    private int left;
    private int met;

    synchronized void order(MailFault next, int mails) {
        fault = next;
        left = mails;
        met = 0;
    }

    synchronized void reset() {
        fault = null;
        left = 0;
        met = 0;
    }

    /// The fault that one mail meets.
    synchronized Optional<MailFault> meet() {
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        met++;
        return Optional.ofNullable(fault);
    }

    /// Mails that will meet the fault that was ordered last.
    synchronized int left() {
        return left;
    }

    /// Mails that have met it.
    synchronized int met() {
        return met;
    }
}
