package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.SmtpAway;
import io.coterie.campaign.smtp.SmtpConfig;
import io.coterie.campaign.smtp.SmtpConnection;
import io.coterie.campaign.smtp.Submission;
import io.coterie.kit.fault.Patience;
import io.coterie.kit.log.FaultText;
import io.coterie.kit.sql.Ear;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Claims, sends, settles, over one connection, until it is told to stop.
///
/// It is never interrupted while a mail flows: that would make the mail uncertain.
final class Sender implements Runnable {
    private static final Logger LOG = Logger.getLogger(Sender.class);
    private static final int BATCH = 8;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration SEARCH_LOST = Duration.ofSeconds(3);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int IDLE_ROUNDS_TO_CLOSE = 10;

    private final DeliveryQueue queue;
    private final SmtpConnection connection;
    private final Duration timePerMail;
    private final Ear ear;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private int idleRounds;
    private boolean busy;
    private long lastSearch = System.nanoTime() - SEARCH_LOST.toNanos();

    Sender(DeliveryQueue queue, SmtpConfig config, Ear ear) {
        this.queue = queue;
        this.connection = new SmtpConnection(config);
        this.timePerMail = config.timeout().multipliedBy(3);
        this.ear = ear;
    }

    void stop() {
        stopped.countDown();
        ear.wake();
    }

    private boolean isStopping() {
        return stopped.getCount() == 0;
    }

    @Override
    public void run() {
        try (connection) {
            while (!isStopping()) {
                step();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            if (!worked()) {
                rest();
            }
            pause = FIRST_PAUSE;
        } catch (SmtpAway away) {
            LOG.warnf("no mail server: %s; next try in %s", away.getMessage(), pause);
            backOff();
        } catch (RuntimeException failed) {
            LOG.warnf("sending waits %s: %s", pause, FaultText.of(failed));
            backOff();
        }
    }

    private void rest() throws InterruptedException {
        if (ear.await(LOOK_AGAIN)) {
            idleRounds = 0;
        } else if (++idleRounds == IDLE_ROUNDS_TO_CLOSE) {
            connection.close();
        }
    }

    private void backOff() throws InterruptedException {
        stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private boolean worked() throws SmtpAway {
        giveUpLost();
        if (!busy && !queue.anyDue()) {
            return false;
        }
        connection.open();
        Claim claim = queue.claim(BATCH, connection.domain());
        Map<UUID, Submission> said = new HashMap<>();
        for (Claim.Mail mail : claim.mails()) {
            if (isStopping() || !claim.lease().lasts(timePerMail)) {
                break;
            }
            said.put(mail.due().identity().id(), MailSpan.of(mail, () -> connection.send(mail.content())));
        }
        if (!claim.mails().isEmpty()) {
            Patience.untilUp(() -> queue.settle(claim, said));
        }
        busy = claim.foundSome();
        return busy;
    }

    private void giveUpLost() {
        if (System.nanoTime() - lastSearch > SEARCH_LOST.toNanos()) {
            queue.giveUpLost();
            lastSearch = System.nanoTime();
        }
    }
}
