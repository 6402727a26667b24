package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.Submission;
import io.coterie.campaign.store.Store;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Writes down how deliveries ended, and tells it to the other services in the same transaction.
@Singleton
class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final String SUPPRESS = """
            UPDATE delivery SET state = 'suppressed', reason = ?, decided_at = ?, version = version + 1
            WHERE bucket = ? AND id = ?
            """;
    private static final String END = """
            UPDATE delivery SET state = ?, reason = ?, decided_at = ?, version = version + 1, claim = NULL
            WHERE bucket = ? AND id = ? AND state = 'sending' AND claim = ?
            """;
    private static final String BACK = """
            UPDATE delivery SET state = 'pending', attempts = attempts + 1, version = version + 1, claim = NULL,
                   next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE bucket = ? AND id = ? AND state = 'sending' AND claim = ?
            """;

    private final Store store;
    private final Outbox outbox;

    Outcomes(Store store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /// One of the three ends that every delivery has.
    record Final(
            Due.Identity delivery,
            String channel,
            String outcome,
            @Nullable Reason reason) {
        static Final suppressed(Due due, Reason reason) {
            return new Final(due.identity(), due.channel(), "suppressed", reason);
        }

        static Final sent(Due due) {
            return new Final(due.identity(), due.channel(), "sent", null);
        }

        static Final uncertain(Due.Identity delivery, String channel) {
            return new Final(delivery, channel, "uncertain", null);
        }
    }

    /// Suppresses deliveries that this transaction has locked.
    void record(List<Final> suppressed, Instant now) {
        store.batch(
                SUPPRESS,
                suppressed.stream()
                        .map(each -> new Object[] {
                            reasonOf(each),
                            now,
                            each.delivery().bucket(),
                            each.delivery().id()
                        })
                        .toList());
        tell(suppressed, now);
    }

    void settle(Claim claim, Map<UUID, Submission> said, Instant now) {
        List<Final> ended = new ArrayList<>();
        for (Claim.Mail mail : claim.mails()) {
            Due due = mail.due();
            Submission answer = said.getOrDefault(due.identity().id(), new Submission.NotSent(0));
            switch (answer) {
                case Submission.Accepted ignored -> end(Final.sent(due), claim, now, ended);
                case Submission.Refused ignored ->
                    end(Final.suppressed(due, Reason.REFUSED_BY_SERVER), claim, now, ended);
                case Submission.Unanswered ignored ->
                    end(Final.uncertain(due.identity(), due.channel()), claim, now, ended);
                case Submission.NotSent ignored -> back(due, claim);
            }
        }
        tell(ended, now);
    }

    private void end(Final end, Claim claim, Instant now, List<Final> ended) {
        int written = store.update(
                END,
                end.outcome(),
                reasonOf(end),
                now,
                end.delivery().bucket(),
                end.delivery().id(),
                claim.id());
        if (written == 1) {
            ended.add(end);
        } else {
            LOG.warnf(
                    "delivery %s was given up before its sender was done: %s",
                    end.delivery().id(), end.outcome());
        }
    }

    private void back(Due due, Claim claim) {
        Duration pause = Duration.ofSeconds(1L << Math.min(due.attempts(), 10));
        long millis = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        store.update(BACK, millis, due.identity().bucket(), due.identity().id(), claim.id());
    }

    /// Triggered deliveries are told at once, broadcasts on the slow lane.
    void tell(List<Final> ended, Instant now) {
        for (Lane lane : Lane.values()) {
            outbox.append(
                    DeliveryRecorded.TYPE,
                    lane,
                    ended.stream()
                            .filter(end -> end.delivery().lane() == lane)
                            .map(end -> DeliveryRecorded.of(
                                    end.delivery(), end.channel(), end.outcome(), end.reason(), now))
                            .toList());
        }
    }

    private static @Nullable String reasonOf(Final end) {
        return end.reason() == null ? null : end.reason().text();
    }
}
