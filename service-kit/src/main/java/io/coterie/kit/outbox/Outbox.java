package io.coterie.kit.outbox;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.trace.TraceParent;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Events that commit together with the state they tell of.
@Singleton
public class Outbox {
    private static final String INSERT =
            "INSERT INTO outbox (id, lane, type, body, traceparent) VALUES (?, ?, ?, ?, ?)";

    private final Database database;
    private final Notifications notifications;
    private final EventFormat format;

    public Outbox(Database database, Notifications notifications, EventFormat format) {
        this.database = database;
        this.notifications = notifications;
        this.format = format;
    }

    /// Adds items of one type to the running transaction, in as few events as the limits allow.
    @Transactional(Transactional.TxType.MANDATORY)
    public void append(String type, Lane lane, Collection<?> items) {
        List<WrittenEvent> events = format.write(type, items);
        if (events.isEmpty()) {
            return;
        }
        String trace = TraceParent.current();
        database.failingWith("events of type " + type + " could not be stored")
                .batch(
                        INSERT,
                        events.stream().map(event -> row(lane, event, trace)).toList());
        notifications.afterCommit(topic(lane));
    }

    private static @Nullable Object[] row(Lane lane, WrittenEvent event, @Nullable String trace) {
        return new @Nullable Object[] {event.id(), lane.name(), event.type(), event.body(), trace};
    }

    /// What the relay of a lane listens to.
    static String topic(Lane lane) {
        return "outbox " + lane.name();
    }
}
