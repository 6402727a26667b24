package io.coterie.campaign.delivery;

import io.coterie.campaign.delivery.Decision.Hold;
import io.coterie.campaign.delivery.Decision.Send;
import io.coterie.campaign.delivery.Decision.Suppress;
import io.coterie.campaign.smtp.SmtpConfig;
import io.coterie.campaign.smtp.SmtpConnection;
import io.coterie.campaign.smtp.Submission;
import io.coterie.campaign.template.RenderingFailed;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Deliveries whose turn it is: claimed before they are sent, settled afterwards, given up as uncertain when their
/// sender is gone. Leases run on the database's clock.
@Singleton
class DeliveryQueue {
    private static final Logger LOG = Logger.getLogger(DeliveryQueue.class);

    /// No transaction lasts long: what is not decided by then stays for the next claim.
    private static final Duration LONGEST_CLAIM = Duration.ofSeconds(2);
    /// Until a template that took too long is tried again, up to the delivery's expiry.
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final String ANY_DUE = """
            SELECT EXISTS (SELECT FROM delivery WHERE state = 'pending' AND next_attempt_at <= statement_timestamp())
            """;
    private static final String TO_SENDING = """
            UPDATE delivery SET state = 'sending', message_id = ?, claim = ?, version = version + 1,
                   leased_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE bucket = ? AND id = ?
            """;
    private static final String HOLD = """
            UPDATE delivery SET next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE bucket = ? AND id = ?
            """;
    private static final String GIVE_UP = """
            UPDATE delivery d SET state = 'uncertain', decided_at = ?, version = version + 1, claim = NULL
            FROM (SELECT bucket, id FROM delivery WHERE state = 'sending' AND leased_until < statement_timestamp()
                  ORDER BY leased_until LIMIT 100 FOR UPDATE SKIP LOCKED) lost, campaign k
            WHERE d.bucket = lost.bucket AND d.id = lost.id AND k.id = d.campaign_id
            RETURNING d.bucket, d.id, d.customer_id, k.key, k.channel, d.lane, d.causation_id, d.correlation_id,
                      d.hops, d.version - 1 AS version, d.traceparent
            """;

    private final Database database;
    private final MailWriter writer;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Duration lease;

    DeliveryQueue(Database database, MailWriter writer, Outcomes outcomes, Clock clock, SmtpConfig smtp) {
        this.database = database;
        this.writer = writer;
        this.outcomes = outcomes;
        this.clock = clock;
        this.lease = smtp.timeout().multipliedBy(6);
    }

    @Transactional
    boolean anyDue() {
        return database.first(ANY_DUE, row -> row.getBoolean(1)).orElse(false);
    }

    /// Decides about the most urgent deliveries. Those to be sent are `sending` when this has returned: a claim that
    /// did not commit throws.
    @Transactional
    Claim claim(int most, String domain) {
        Instant now = now();
        Claim.Lease enough = Claim.Lease.of(LONGEST_CLAIM);
        List<Due> due = database.query(Due.SQL, row -> Due.of(row, now), most);
        Claim claim = new Claim(Ids.next(), new ArrayList<>(), Claim.Lease.of(lease), due.size());
        List<Outcomes.Final> suppressed = new ArrayList<>();
        for (Due each : due) {
            if (!enough.lasts(Duration.ZERO)) {
                break;
            }
            switch (each.circumstances().decision()) {
                case Hold(Duration pause) -> hold(each, pause);
                case Suppress(Reason reason) -> suppressed.add(Outcomes.Final.suppressed(each, reason));
                case Send(String address) -> write(each, address, domain, claim, suppressed);
            }
        }
        database.batch(
                TO_SENDING,
                claim.mails().stream().map(mail -> sending(mail, claim.id())).toList());
        outcomes.record(suppressed, now);
        refuseSilentRollback();
        return claim;
    }

    /// A transaction that something marked for rollback ends without a word: nothing claimed in it may be sent.
    private static void refuseSilentRollback() {
        if (QuarkusTransaction.isRollbackOnly()) {
            throw new IllegalStateException("the claim was marked for rollback");
        }
    }

    private void write(Due due, String address, String domain, Claim claim, List<Outcomes.Final> suppressed) {
        if (!SmtpConnection.isAddress(address)) {
            suppressed.add(Outcomes.Final.suppressed(due, Reason.INVALID_ADDRESS));
            return;
        }
        try {
            String messageId = "<" + due.identity().id() + "@" + domain + ">";
            claim.mails().add(new Claim.Mail(due, writer.write(due, address, messageId)));
        } catch (RenderingFailed failed) {
            LOG.warnf("delivery %s: template %s does not render", due.identity().id(), due.template());
            if (failed.isSlow()) {
                hold(due, SLOW);
            } else {
                suppressed.add(Outcomes.Final.suppressed(due, Reason.TEMPLATE_FAILED));
            }
        }
    }

    private Object[] sending(Claim.Mail mail, UUID claim) {
        Due.Identity delivery = mail.due().identity();
        return new Object[] {mail.content().messageId(), claim, lease.toMillis(), delivery.bucket(), delivery.id()};
    }

    private void hold(Due due, Duration pause) {
        database.update(
                HOLD, pause.toMillis(), due.identity().bucket(), due.identity().id());
    }

    /// Records what the server said to each mail of a claim.
    @Transactional
    void settle(Claim claim, Map<UUID, Submission> said) {
        outcomes.settle(claim, said, now());
    }

    /// What was being sent when its sender vanished may have arrived or not: it is never sent again by itself.
    @Transactional
    int giveUpLost() {
        Instant now = now();
        List<Outcomes.Final> lost = database.query(
                GIVE_UP, row -> Outcomes.Final.uncertain(Due.Identity.of(row), row.getString("channel")), now);
        outcomes.tell(lost, now);
        return lost.size();
    }

    /// As exact as it is stored, so that a delivery that is told again says the same.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
