package io.coterie.kit.outbox;

import io.coterie.kit.amqp.BrokerConfig;
import io.coterie.kit.amqp.ConfirmingPublisher;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.Lane;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The only place that publishes: one loop a lane, on every replica, for as long as the service runs.
@Singleton
class Relay {
    private final PendingEvents pending;
    private final BrokerConfig broker;
    private final String service;
    private final List<Thread> loops = new ArrayList<>();

    Relay(
            PendingEvents pending,
            BrokerConfig broker,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.pending = pending;
        this.broker = broker;
        this.service = service;
    }

    void start(@Observes StartupEvent started) {
        Topology topology = Topology.load();
        for (Lane lane : Lane.values()) {
            var publisher = new ConfirmingPublisher(broker, topology, service + " relay " + lane);
            loops.add(Thread.ofVirtual().name("relay-" + lane).start(new RelayLoop(lane, pending, publisher)));
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loops.forEach(Thread::interrupt);
        for (Thread loop : loops) {
            loop.join(2_000);
        }
    }
}
