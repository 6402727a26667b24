package io.coterie.segment.activation;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.pressure.OutboxPressure;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.definition.VersionLife;
import io.coterie.segment.touch.Place;
import io.coterie.segment.touch.TouchCustomers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Carries activations through, slice by slice; each slice commits with its progress, so that another replica goes on
/// where one died. While too much waits in the outbox they pause between two slices.
@Singleton
class ActivationWorker {
    static final String TOPIC = "activations";
    private static final int SLICE = 200;

    private final Activations activations;
    private final VersionLife versions;
    private final TouchCustomers customers;
    private final OutboxPressure pressure;
    private final Clock clock;
    private final WorkLoop loop;

    ActivationWorker(
            Activations activations,
            VersionLife versions,
            TouchCustomers customers,
            OutboxPressure pressure,
            Clock clock,
            Notifications notifications) {
        this.activations = activations;
        this.versions = versions;
        this.customers = customers;
        this.pressure = pressure;
        this.clock = clock;
        this.loop = new WorkLoop("activations", notifications.ear(TOPIC), this::workOnOne);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private boolean workOnOne() {
        if (!pressure.mayProduceBulk()) {
            return false;
        }
        Optional<Activation> leased = activations.lease();
        leased.ifPresent(this::carryThrough);
        return leased.isPresent();
    }

    private void carryThrough(Activation leased) {
        Activation activation = leased;
        while (activation.state() == leased.state()
                && pressure.mayProduceBulk()
                && !Thread.currentThread().isInterrupted()) {
            UUID id = activation.id();
            Activation[] reached = {activation};
            Patience.untilUp(
                    () -> reached[0] = QuarkusTransaction.requiringNew().call(() -> slice(id)));
            activation = reached[0];
        }
        if (!activation.state().ended()) {
            activations.release(activation);
        }
    }

    /// From where it stands now: it may have been cancelled, or another replica may have gone on with it.
    private Activation slice(UUID id) {
        Activation from = activations.locked(id);
        if (from.state().ended()) {
            return from;
        }
        Activation reached = from.place().finished() ? nextState(from) : walked(from);
        activations.save(reached, clock.instant());
        return reached;
    }

    private Activation walked(Activation from) {
        if (activations.epochWalked() >= from.targetEpoch()) {
            return from.at(from.place().end());
        }
        Activation walking =
                from.walkTo() < from.targetEpoch() ? from.at(Place.START).walkingTo(activations.epochWanted()) : from;
        Activation reached = walking.at(customers.thoseBehind(walking.place(), walking.walkTo(), SLICE));
        if (reached.place().finished()) {
            activations.haveWalkedTo(reached.walkTo());
        }
        return reached;
    }

    private Activation nextState(Activation finished) {
        return switch (finished.state()) {
            case EVALUATING -> cutOver(finished);
            case ANNOUNCING, DONE -> finished.ended(Activation.State.DONE);
            case CANCELLING, CANCELLED -> finished.ended(Activation.State.CANCELLED);
            case WITHDRAWING, WITHDRAWN -> finished.ended(Activation.State.WITHDRAWN);
        };
    }

    /// Everybody has been evaluated for all of a release: they began at one epoch.
    private Activation cutOver(Activation finished) {
        Integer model = finished.rfmModel();
        List<Activation> together = model == null ? List.of(finished) : activations.lockedTogether(model);
        long epoch = versions.cutOver(
                together.stream().map(Activation::ref).toList(), finished.requestedBy(), model != null);
        together.forEach(activation -> activations.save(activation.announcing(epoch), clock.instant()));
        together.stream()
                .filter(activation -> !activation.id().equals(finished.id()))
                .forEach(activations::release);
        return finished.announcing(epoch);
    }
}
