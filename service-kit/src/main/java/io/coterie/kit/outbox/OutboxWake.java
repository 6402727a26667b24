package io.coterie.kit.outbox;

import io.agroal.api.AgroalDataSource;
import io.coterie.kit.event.Lane;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Hears PostgreSQL's notifications of new outbox rows and wakes the relay of their lane.
///
/// A lost notification costs a short wait, never an event: the relay looks by itself every few seconds.
@Singleton
class OutboxWake {
    private static final Logger LOG = Logger.getLogger(OutboxWake.class);
    private static final int LISTEN_MILLIS = 1_000;

    private final AgroalDataSource dataSource;
    private final Map<Lane, Semaphore> signals = new EnumMap<>(Lane.class);
    private @Nullable Thread listener;

    OutboxWake(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        for (Lane lane : Lane.values()) {
            signals.put(lane, new Semaphore(0));
        }
    }

    void await(Lane lane, Duration atMost) throws InterruptedException {
        Semaphore signal = signals.get(lane);
        if (signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            signal.drainPermits();
        }
    }

    void start(@Observes StartupEvent started) {
        listener = Thread.ofPlatform().daemon().name("outbox-listen").start(this::listenForEver);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (listener != null) {
            listener.interrupt();
        }
    }

    private void listenForEver() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN outbox");
                signals.values().forEach(Semaphore::release);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException away) {
                LOG.debugf("not listening: %s", away.getMessage());
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!Thread.currentThread().isInterrupted()) {
            PGNotification[] heard = connection.getNotifications(LISTEN_MILLIS);
            if (heard != null) {
                for (PGNotification notification : heard) {
                    signals.get(Lane.valueOf(notification.getParameter())).release();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
