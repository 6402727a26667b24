package io.coterie.local.inbox;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;

/// The faults that the next mails meet, one each, in the order in which they were ordered; then the server is a good
/// one again.
final class MailFaults {
    static final int MOST = 10_000;

    private final Queue<MailFault> ordered = new ArrayDeque<>();
    private int met;

    /// @throws IllegalArgumentException when that would be more than a test can want
    synchronized void order(MailFault fault, int mails) {
        if (ordered.size() + mails > MOST) {
            throw new IllegalArgumentException("mails: expected at most " + MOST + " that are to meet a fault");
        }
        ordered.addAll(Collections.nCopies(mails, fault));
    }

    synchronized void reset() {
        ordered.clear();
        met = 0;
    }

    /// The fault that one mail meets.
    synchronized Optional<MailFault> meet() {
        var fault = Optional.ofNullable(ordered.poll());
        met += fault.isPresent() ? 1 : 0;
        return fault;
    }

    /// Mails that are to meet one.
    synchronized int left() {
        return ordered.size();
    }

    /// Mails that have met one, since the last reset.
    synchronized int met() {
        return met;
    }
}
