package io.coterie.systemtest.fault;

import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;

/// When a kill hurts. It is looked at twice: while the process stands still, and when it is dead, by what it left.
///
/// @param now whether this is the moment: not 0
/// @param left what the dead process left undone; 0 if it was not the moment after all
public record Moment(String name, Look now, Look left) {

    @FunctionalInterface
    public interface Look {
        long count();
    }

    /// Events are committed and not yet published.
    public static Moment ofUnpublishedEvents(Suite suite, ServiceName service) {
        if (service == ServiceName.FEEDBACK) {
            Look look = () -> suite.documents().withPendingEvents();
            return new Moment("responses with events not published", look, look);
        }
        return bySql(suite, service, "events not published", "SELECT count(*) FROM outbox");
    }

    /// A message is being worked on: a transaction is open, and the broker still holds the delivery.
    public static Moment ofUnacknowledgedDelivery(Suite suite, ServiceName service) {
        return new Moment(
                "deliveries not acknowledged",
                () -> suite.rows(service).count("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND usename = current_database()
                              AND xact_start IS NOT NULL
                        """),
                () -> suite.broker().holdsUnacknowledged(service.liveQueue()) ? 1 : 0);
    }

    /// Mails are claimed, and on their way to the mail server, while events are not published.
    public static Moment ofMailsOnTheirWay(Suite suite) {
        return bySql(
                suite,
                ServiceName.CAMPAIGN,
                "mails on their way and events not published",
                "SELECT count(*) FROM delivery WHERE state = 'sending' AND EXISTS (SELECT FROM outbox)");
    }

    /// An activation has evaluated the new version for about half of the customers.
    public static Moment ofHalfABackfill(Suite suite) {
        return bySql(
                suite,
                ServiceName.SEGMENT,
                "backfill at half",
                "SELECT count(*) FROM activation WHERE state = 'EVALUATING' AND after_bucket BETWEEN 200 AND 800");
    }

    private static Moment bySql(Suite suite, ServiceName service, String name, String sql) {
        Look look = () -> suite.rows(service).count(sql);
        return new Moment(name, look, look);
    }
}
