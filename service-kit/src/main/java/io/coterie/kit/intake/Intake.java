package io.coterie.kit.intake;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.coterie.kit.fault.Patience;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Takes messages in, each effect exactly once, whatever the broker repeats.
///
/// A message that fails is tried again customer by customer and item by item; what then still fails is parked with its
/// error, and the message counts as done. One that was taken up several times and never finished, as one that ends the
/// process, is parked as a whole. While the store is away the message is held.
@Singleton
public class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final EventFormat format;
    private final Settlement settlement;
    private final Attempts attempts;
    private final int mostAttempts;
    private final IntakeMetrics metrics;
    private final Watch watch;
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    Intake(
            EventFormat format,
            Settlement settlement,
            Attempts attempts,
            @ConfigProperty(name = "coterie.intake.most-attempts", defaultValue = "3") int mostAttempts,
            IntakeMetrics metrics,
            Watch watch) {
        this.format = format;
        this.settlement = settlement;
        this.attempts = attempts;
        this.mostAttempts = mostAttempts;
        this.metrics = metrics;
        this.watch = watch;
    }

    /// Returns when the message may be acknowledged. A copy of a message that this process still has in hand, as it
    /// comes when the broker was away for a while, says nothing about the message: it is no attempt.
    public void receive(Delivery delivery, Effect effect) {
        watch.over(delivery, effect, watched -> takeOnce(delivery, watched));
    }

    private void takeOnce(Delivery delivery, Effect effect) {
        String message = Taken.messageOf(delivery);
        boolean only = inHand.add(message);
        try {
            take(new Taken(delivery, message, only && delivery.redelivered()), effect);
        } finally {
            if (only) {
                inHand.remove(message);
            }
        }
    }

    private void take(Taken taken, Effect effect) {
        boolean hopeless = taken.counted() && isHopeless(taken);
        ReceivedEvent event;
        try {
            event = format.read(taken.delivery().body());
        } catch (UnreadableEvent unreadable) {
            settlement.parkWhole(taken, Parked.bytes(taken, String.valueOf(unreadable.getMessage())));
            return;
        }
        if (hopeless) {
            String error = "was taken up " + mostAttempts + " times and never finished";
            settlement.parkWhole(taken, Parked.whole(taken, event, error));
        } else {
            apply(taken, event, effect);
        }
    }

    /// Counts the first time that was not finished, too: nothing was written then.
    private boolean isHopeless(Taken taken) {
        metrics.attempt(taken.delivery().lane());
        int[] anew = new int[1];
        Patience.untilUp(() -> anew[0] = attempts.begin(taken.message()));
        return anew[0] >= mostAttempts;
    }

    private void apply(Taken taken, ReceivedEvent event, Effect effect) {
        try {
            settlement.settle(taken, event.id(), () -> effect.apply(event));
        } catch (UnknownEventType unknown) {
            settlement.parkWhole(taken, Parked.whole(taken, event, unknown.toString()));
        } catch (RuntimeException | Error failed) {
            Patience.unlessStopping(failed);
            LOG.warnf(
                    "event %s of type %s goes piecemeal: %s",
                    event.id(), event.type(), failed.getClass().getName());
            new Piecemeal(
                            part -> settlement.alone(() -> effect.apply(part)),
                            (item, error) -> settlement.park(taken, item, error))
                    .apply(event);
            settlement.settle(taken, event.id(), () -> {});
        }
    }
}
