package io.coterie.kit.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.coterie.kit.fault.Faults;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Parked;
import io.coterie.kit.intake.Piecemeal;
import io.coterie.kit.intake.UnitOfWork;
import io.coterie.kit.intake.UnknownEventType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Puts a parked message through the service's own effect again, in this process. Effects are idempotent by their
/// items' ids, so a replay of what had its effect already changes nothing.
@Singleton
class ReplayParked {
    sealed interface Outcome {
        /// It had its effect and is settled.
        record Replayed() implements Outcome {}

        /// It waits on, with the new error, and with those of its items that still fail.
        record Failed() implements Outcome {}

        /// It waits on: the bytes are no event that the service can read.
        record Unreadable(String why) implements Outcome {}

        /// Somebody settled it before.
        record Settled() implements Outcome {}

        /// The store was away; nothing was changed.
        record Away() implements Outcome {}
    }

    private static final class SettledMeanwhile extends RuntimeException {}

    private final ParkedMessages parked;
    private final EventFormat format;
    private final UnitOfWork unitOfWork;
    private final Effect effect;

    ReplayParked(ParkedMessages parked, EventFormat format, UnitOfWork unitOfWork, Effect effect) {
        this.parked = parked;
        this.format = format;
        this.unitOfWork = unitOfWork;
        this.effect = effect;
    }

    Outcome replay(ParkedMessage message) {
        Optional<byte[]> body = parked.body(message.id());
        if (message.state() != ParkedState.WAITING || body.isEmpty()) {
            return new Outcome.Settled();
        }
        try {
            return replay(message, read(message, body.get()));
        } catch (UnreadableEvent unreadable) {
            return new Outcome.Unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    /// Either the whole message as it came, or a list of items of the event that the row names.
    private ReceivedEvent read(ParkedMessage message, byte[] body) throws UnreadableEvent {
        UUID eventId = message.eventId();
        String type = message.type();
        String source = message.source();
        return body.length > 0 && body[0] == '[' && eventId != null && type != null
                ? format.readItems(eventId, type, source == null ? "" : source, body)
                : format.read(body);
    }

    private Outcome replay(ParkedMessage message, ReceivedEvent event) {
        try {
            return settled(message.id(), () -> effect.apply(event));
        } catch (UnknownEventType unknown) {
            unitOfWork.run(() -> parked.failedAgain(message.id(), unknown.toString()));
            return new Outcome.Failed();
        } catch (RuntimeException | Error failed) {
            return Faults.isInfrastructure(failed) ? new Outcome.Away() : piecemeal(message, event);
        }
    }

    private Outcome settled(UUID id, Runnable steps) {
        try {
            unitOfWork.run(() -> {
                steps.run();
                if (!parked.settle(id, ParkedState.REPLAYED, null)) {
                    throw new SettledMeanwhile();
                }
            });
            return new Outcome.Replayed();
        } catch (SettledMeanwhile other) {
            return new Outcome.Settled();
        }
    }

    private Outcome piecemeal(ParkedMessage message, ReceivedEvent event) {
        Rest rest = new Rest();
        new Piecemeal(part -> unitOfWork.run(() -> effect.apply(part)), rest::add).apply(event);
        if (rest.errors.stream().anyMatch(Faults::isInfrastructure)) {
            return new Outcome.Away();
        }
        if (rest.items.isEmpty()) {
            return settled(message.id(), () -> {});
        }
        ReceivedEvent left = event.with(rest.items);
        Parked still = Parked.items(message.lane(), left, rest.errors.getFirst(), format.writeItems(left));
        unitOfWork.run(() -> parked.failedAgain(message.id(), still));
        return new Outcome.Failed();
    }

    private static final class Rest {
        private final List<JsonNode> items = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();

        void add(ReceivedEvent failed, Throwable error) {
            items.addAll(failed.items());
            errors.add(error);
        }
    }
}
