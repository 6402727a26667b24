package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.Submission;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import io.coterie.kit.trace.Traces;
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

    private final Database database;
    private final Outbox outbox;
    private final DeliveryMetrics metrics;

    Outcomes(Database database, Outbox outbox, DeliveryMetrics metrics) {
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
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

        /// The claim was a version of its own.
        static Final afterClaim(Due due, String outcome, @Nullable Reason reason) {
            return new Final(due.identity().claimed(), due.channel(), outcome, reason);
        }

        static Final uncertain(Due.Identity delivery, String channel) {
            return new Final(delivery, channel, "uncertain", null);
        }
    }

    /// Suppresses deliveries that this transaction has locked.
    void record(List<Final> suppressed, Instant now) {
        database.batch(
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
        List<Final> ends = new ArrayList<>();
        List<Due> again = new ArrayList<>();
        for (Claim.Mail mail : claim.mails()) {
            Due due = mail.due();
            switch (said.getOrDefault(due.identity().id(), new Submission.NotSent(0))) {
                case Submission.Accepted ignored -> ends.add(Final.afterClaim(due, "sent", null));
                case Submission.Refused ignored ->
                    ends.add(Final.afterClaim(due, "suppressed", Reason.REFUSED_BY_SERVER));
                case Submission.Unanswered ignored -> ends.add(Final.afterClaim(due, "uncertain", null));
                case Submission.NotSent ignored -> again.add(due);
            }
        }
        tell(end(ends, claim, now), now);
        database.batch(BACK, again.stream().map(due -> back(due, claim)).toList());
    }

    /// Those that were still this claim's to end: a claim that took too long has lost its rows.
    private List<Final> end(List<Final> ends, Claim claim, Instant now) {
        int[] written = database.batch(
                END,
                ends.stream()
                        .map(end -> new Object[] {
                            end.outcome(),
                            reasonOf(end),
                            now,
                            end.delivery().bucket(),
                            end.delivery().id(),
                            claim.id()
                        })
                        .toList());
        List<Final> ended = new ArrayList<>();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 1) {
                ended.add(ends.get(i));
            } else {
                LOG.warnf(
                        "delivery %s was given up before it was settled",
                        ends.get(i).delivery().id());
            }
        }
        return ended;
    }

    private static Object[] back(Due due, Claim claim) {
        Duration pause = Duration.ofSeconds(1L << Math.min(due.attempts(), 10));
        long millis = Math.min(pause.toMillis(), LONGEST_PAUSE.toMillis());
        return new Object[] {millis, due.identity().bucket(), due.identity().id(), claim.id()};
    }

    /// Triggered deliveries are told at once, broadcasts on the slow lane.
    void tell(List<Final> ended, Instant now) {
        if (ended.isEmpty()) {
            return;
        }
        metrics.ended(ended);
        var span = Traces.spanOfMany(
                "record deliveries",
                ended.stream().map(end -> end.delivery().trace()).toList());
        Traces.within(span, () -> append(ended, now));
    }

    private void append(List<Final> ended, Instant now) {
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
