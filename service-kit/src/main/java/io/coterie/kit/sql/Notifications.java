package io.coterie.kit.sql;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// Wakes the loops of all replicas when a commit left them something to do: one listening connection for all topics.
///
/// A lost notification costs a short wait, never work: every loop also looks by itself.
@Singleton
public class Notifications {
    private static final Logger LOG = Logger.getLogger(Notifications.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final String LISTEN = "LISTEN wake";
    private static final String NOTIFY = "SELECT pg_notify('wake', ?)";

    private final AgroalDataSource dataSource;
    private final Database database;
    private final List<Ear> ears = new CopyOnWriteArrayList<>();
    private @Nullable Thread listener;
    private volatile boolean stopping;

    Notifications(AgroalDataSource dataSource, Database database) {
        this.dataSource = dataSource;
        this.database = database;
    }

    public Ear ear(String topic) {
        Ear ear = new Ear(topic);
        ears.add(ear);
        return ear;
    }

    /// Wakes all replicas when the running transaction commits.
    public void afterCommit(String topic) {
        database.first(NOTIFY, row -> true, topic);
    }

    void start(@Observes StartupEvent started) {
        listener = Thread.ofPlatform().daemon().name("notifications").start(this::listen);
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
                statement.execute(LISTEN);
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
                String topic = notification.getParameter();
                ears.stream().filter(ear -> ear.hears(topic)).forEach(Ear::wake);
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
