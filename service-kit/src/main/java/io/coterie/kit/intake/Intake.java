package io.coterie.kit.intake;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Takes messages in, each effect exactly once, whatever the broker repeats.
///
/// A message that fails is tried again customer by customer; what then still fails is parked with its error, and the
/// message counts as done. While the database is away the message is held.
@Singleton
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final EventFormat format;
    private final Inbox inbox;
    private final Parking parking;

    public Intake(EventFormat format, Inbox inbox, Parking parking) {
        this.format = format;
        this.inbox = inbox;
        this.parking = parking;
    }

    /// Returns when the message may be acknowledged.
    public void receive(Delivery delivery, Effect effect) {
        Lane lane = delivery.lane();
        byte[] body = delivery.body();
        ReceivedEvent event;
        try {
            event = format.read(body);
        } catch (UnreadableEvent unreadable) {
            Patience.untilUp(() -> inTransaction(() -> parking.park(lane, unreadable, body)));
            return;
        }
        try {
            Patience.untilUp(() -> inTransaction(() -> once(event, effect)));
        } catch (RuntimeException failed) {
            LOG.warnf("event %s of type %s goes customer by customer: %s", event.id(), event.type(), name(failed));
            customerByCustomer(lane, event, effect);
        }
    }

    private void once(ReceivedEvent event, Effect effect) {
        if (inbox.firstSight(event.id())) {
            effect.apply(event);
        }
    }

    private void customerByCustomer(Lane lane, ReceivedEvent event, Effect effect) {
        for (ReceivedEvent part : event.perCustomer()) {
            try {
                Patience.untilUp(() -> inTransaction(() -> effect.apply(part)));
            } catch (RuntimeException failed) {
                LOG.errorf("parked %d items of event %s: %s", part.items().size(), event.id(), name(failed));
                Patience.untilUp(() -> inTransaction(() -> parking.park(lane, failed, part)));
            }
        }
        Patience.untilUp(() -> inTransaction(() -> inbox.firstSight(event.id())));
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(() -> {
            work.run();
            refuseSilentRollback();
        });
    }

    /// An exception that is caught behind a transactional method dooms the transaction all the same; its commit would
    /// then be a rollback without a word, and the message acknowledged without an effect.
    private static void refuseSilentRollback() {
        if (QuarkusTransaction.isRollbackOnly()) {
            throw new IllegalStateException("the effect was marked for rollback");
        }
    }

    /// The class alone: messages of libraries may quote data.
    private static String name(Throwable fault) {
        return fault.getClass().getName();
    }
}
