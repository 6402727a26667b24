package io.coterie.campaign.store;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Wakes the loops of all replicas when a commit left them something to do.
///
/// A lost notification costs a short wait, never work: every loop also looks by itself.
@Singleton
public class Wake {
    /// What there may be to do.
    public enum Topic {
        DELIVERIES,
        AUDIENCES
    }

    private static final Logger LOG = Logger.getLogger(Wake.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final String CALL = "SELECT pg_notify('campaign', ?)";

    private final AgroalDataSource dataSource;
    private final Store store;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private @Nullable Thread listener;
    private volatile boolean stopping;

    Wake(AgroalDataSource dataSource, Store store) {
        this.dataSource = dataSource;
        this.store = store;
    }

    /// Who waits for one topic. Each loop has its own.
    public static final class Ear {
        private final Topic topic;
        private final Semaphore signal = new Semaphore(1);

        private Ear(Topic topic) {
            this.topic = topic;
        }

        /// Whether it was woken before the time was over.
        public boolean await(Duration atMost) throws InterruptedException {
            if (!signal.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            signal.drainPermits();
            return true;
        }

        public void wake() {
            signal.release();
        }
    }

    public Ear ear(Topic topic) {
        Ear ear = new Ear(topic);
        ears.add(ear);
        return ear;
    }

    /// Wakes all replicas when the running transaction commits.
    public void afterCommit(Topic topic) {
        store.first(CALL, row -> true, topic.name());
    }

    void start(@Observes StartupEvent started) {
        listener = Thread.ofPlatform().daemon().name("campaign-listen").start(this::listen);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        if (listener != null) {
            listener.interrupt();
        }
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN campaign");
                ears.forEach(Ear::wake);
                hear(connection.unwrap(PGConnection.class));
            } catch (SQLException | RuntimeException away) {
                LOG.debugf("not listening: %s", away.getClass().getName());
                pause();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        while (!stopping) {
            PGNotification[] heard = connection.getNotifications(LISTEN_MILLIS);
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                Topic topic = Topic.valueOf(notification.getParameter());
                ears.stream().filter(ear -> ear.topic == topic).forEach(Ear::wake);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
