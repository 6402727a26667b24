package io.coterie.segment.model;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.activation.ReleaseModel;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.touch.Place;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Computes versions of the model when it is time or somebody asks, and has them released. What was looked at is in
/// memory alone: where a replica died, another begins anew.
@Singleton
class RfmWorker {
    static final String TOPIC = "rfm_models";

    private final RfmVersions versions;
    private final OrdersOfAll orders;
    private final ReleaseModel release;
    private final Clock clock;
    private final int most;
    private final WorkLoop loop;

    RfmWorker(
            RfmVersions versions,
            OrdersOfAll orders,
            ReleaseModel release,
            Clock clock,
            Notifications notifications,
            @ConfigProperty(name = "coterie.rfm.most-customers", defaultValue = "5000000") int most) {
        this.versions = versions;
        this.orders = orders;
        this.release = release;
        this.clock = clock;
        this.most = most;
        this.loop = new WorkLoop("rfm-models", notifications.ear(TOPIC), this::workOnOne);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private boolean workOnOne() {
        versions.beginIfDue(clock.instant().truncatedTo(ChronoUnit.MICROS));
        Optional<RfmVersion> leased = versions.lease();
        return leased.isPresent()
                && (leased.get().state() == RfmVersion.State.COMPUTING ? compute(leased.get()) : release(leased.get()));
    }

    private boolean compute(RfmVersion version) {
        try {
            Population population = new Population(version.settings(), most);
            if (everybodyTaken(version, population)) {
                RfmModel model = population.model(version.number());
                Patience.untilUp(() -> versions.computed(model, population));
                return true;
            }
        } catch (CannotScore cannot) {
            versions.failed(version.number(), cannot.getMessage(), clock.instant());
        }
        return false;
    }

    /// False where it is not to be gone on with.
    private boolean everybodyTaken(RfmVersion version, Population population) {
        Place[] place = {Place.START};
        boolean[] wanted = {true};
        while (wanted[0] && !place[0].finished() && !Thread.currentThread().isInterrupted()) {
            OrdersOfAll.Part[] part = new OrdersOfAll.Part[1];
            Patience.untilUp(() -> part[0] = orders.after(place[0], version.settings(), version.asOf()));
            part[0].orders().forEach(population::add);
            place[0] = part[0].next();
            Patience.untilUp(() ->
                    wanted[0] = versions.progress(version.number(), Math.max(place[0].bucket(), 0), population));
        }
        return wanted[0] && place[0].finished();
    }

    /// False while it has to wait for a version of a segment that is on its way.
    private boolean release(RfmVersion version) {
        boolean[] begun = {false};
        Patience.untilUp(() -> begun[0] = QuarkusTransaction.requiringNew().call(() -> begun(version)));
        if (!begun[0]) {
            versions.release(version.number());
        }
        return begun[0];
    }

    private boolean begun(RfmVersion version) {
        boolean begun = release.begin(version.number(), version.requestedBy());
        if (begun) {
            versions.done(version.number(), clock.instant());
        }
        return begun;
    }
}
