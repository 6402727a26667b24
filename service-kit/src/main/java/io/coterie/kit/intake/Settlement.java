package io.coterie.kit.intake;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.fault.Patience;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Deals with messages for good: the effect, or that they are parked, commits together with the memory of it. A store
/// that is away is waited for.
@Singleton
class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class);

    private final EventFormat format;
    private final UnitOfWork unitOfWork;
    private final Inbox inbox;
    private final Attempts attempts;
    private final Parking parking;
    private final IntakeMetrics metrics;

    Settlement(
            EventFormat format,
            UnitOfWork unitOfWork,
            Inbox inbox,
            Attempts attempts,
            Parking parking,
            IntakeMetrics metrics) {
        this.format = format;
        this.unitOfWork = unitOfWork;
        this.inbox = inbox;
        this.attempts = attempts;
        this.parking = parking;
        this.metrics = metrics;
    }

    /// Does the steps unless the event was dealt with before. An event without an id cannot be recognised.
    void settle(Taken taken, @Nullable UUID eventId, Runnable steps) {
        alone(() -> {
            if (eventId == null) {
                steps.run();
            } else {
                inbox.once(new Receipt(eventId, taken.delivery()), steps);
            }
            if (taken.counted()) {
                attempts.end(taken.message());
            }
        });
    }

    /// Does a part of what a message asks for; the message is not settled by that.
    void alone(Runnable steps) {
        Patience.untilUp(() -> unitOfWork.run(steps));
    }

    void park(Taken taken, ReceivedEvent item, Throwable error) {
        Parked parked = Parked.items(taken.delivery().lane(), item, error, format.writeItems(item));
        alone(() -> parking.park(parked));
        metrics.parked(parked);
        LOG.errorf("parked an item of event %s: %s", item.id(), error.getClass().getName());
    }

    void parkWhole(Taken taken, Parked parked) {
        settle(taken, parked.eventId(), () -> parking.park(parked));
        metrics.parked(parked);
        LOG.errorf("parked message %s as it came: %s", taken.message(), parked.error());
    }
}
