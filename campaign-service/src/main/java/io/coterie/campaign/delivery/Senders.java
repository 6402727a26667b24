package io.coterie.campaign.delivery;

import io.coterie.campaign.smtp.SmtpConfig;
import io.coterie.campaign.topic.Topics;
import io.coterie.kit.sql.Notifications;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// The senders of this replica, each with its own connection.
@Singleton
class Senders {
    private static final long MOST_MILLIS_TO_STOP = 20_000;

    private final DeliveryQueue queue;
    private final SmtpConfig config;
    private final Notifications notifications;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Senders(DeliveryQueue queue, SmtpConfig config, Notifications notifications) {
        this.queue = queue;
        this.config = config;
        this.notifications = notifications;
    }

    void start(@Observes StartupEvent started) {
        for (int i = 0; i < config.connections(); i++) {
            Sender sender = new Sender(queue, config, notifications.ear(Topics.DELIVERIES));
            senders.add(sender);
            threads.add(Thread.ofVirtual().name("sender-" + i).start(sender));
        }
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        senders.forEach(Sender::stop);
        for (Thread thread : threads) {
            thread.join(MOST_MILLIS_TO_STOP);
        }
    }
}
