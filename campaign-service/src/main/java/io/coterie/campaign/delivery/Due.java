package io.coterie.campaign.delivery;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import io.coterie.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A delivery whose turn it is, with what decides about it.
record Due(
        Identity identity,
        String template,
        int templateVersion,
        String channel,
        String purpose,
        @Nullable String segment,
        @Nullable String traits,
        int attempts,
        Circumstances circumstances) {

    /// The most urgent ones are locked first, in the order of their index; what decides is looked up for these alone,
    /// by whole keys, whatever the planner believes about the tables (the limits in the lookups hold it to that).
    static final String SQL = """
            WITH due AS MATERIALIZED (
                SELECT * FROM delivery
                WHERE state = 'pending' AND next_attempt_at <= statement_timestamp()
                ORDER BY lane, next_attempt_at LIMIT ? FOR UPDATE SKIP LOCKED)
            SELECT d.bucket, d.id, d.customer_id, d.lane, d.causation_id, d.correlation_id, d.hops, d.version,
                   d.attempts, d.created_at, d.expires_at, d.traceparent,
                   extract(epoch FROM statement_timestamp() - d.queued_at) AS waited,
                   k.key, k.template, t.version AS template_version, k.channel, k.purpose, k.state = 'paused' AS paused,
                   k.trigger_segment, k.trigger_change, m.change,
                   r.version IS NOT NULL AND NOT EXISTS (SELECT FROM tombstone x WHERE x.customer_id = d.customer_id)
                       AS known,
                   r.email, r.traits, c.granted, c.changed_at, c.historical, s.suppressed_at
            FROM due d
            JOIN campaign k ON k.id = d.campaign_id
            JOIN template t ON t.key = k.template
            LEFT JOIN LATERAL (SELECT change FROM membership
                               WHERE bucket = d.bucket AND customer_id = d.customer_id
                                 AND segment = k.trigger_segment LIMIT 1) m ON true
            LEFT JOIN LATERAL (SELECT version, email, traits FROM recipient
                               WHERE bucket = d.bucket AND customer_id = d.customer_id LIMIT 1) r ON true
            LEFT JOIN LATERAL (SELECT granted, changed_at, historical FROM consent
                               WHERE bucket = d.bucket AND customer_id = d.customer_id
                                 AND channel = k.channel AND purpose = k.purpose LIMIT 1) c ON true
            LEFT JOIN LATERAL (SELECT suppressed_at FROM suppression
                               WHERE bucket = d.bucket AND customer_id = d.customer_id
                                 AND channel = k.channel AND purpose = k.purpose LIMIT 1) s ON true
            """;

    /// What names a delivery, in rows and in events.
    ///
    /// @param trace the place in the trace in which it was queued
    record Identity(
            int bucket,
            UUID id,
            UUID customer,
            String campaign,
            Lane lane,
            Origin origin,
            int version,
            @Nullable String trace) {
        Identity claimed() {
            return new Identity(bucket, id, customer, campaign, lane, origin, version + 1, trace);
        }

        static Identity of(ResultSet row) throws SQLException {
            return new Identity(
                    row.getInt("bucket"),
                    Database.uuid(row, "id"),
                    Database.uuid(row, "customer_id"),
                    row.getString("key"),
                    row.getInt("lane") == 0 ? Lane.LIVE : Lane.BULK,
                    new Origin(
                            Database.uuid(row, "causation_id"),
                            Database.uuid(row, "correlation_id"),
                            row.getInt("hops")),
                    row.getInt("version"),
                    row.getString("traceparent"));
        }
    }

    static Due of(ResultSet row, Instant now) throws SQLException {
        return new Due(
                Identity.of(row),
                row.getString("template"),
                row.getInt("template_version"),
                row.getString("channel"),
                row.getString("purpose"),
                row.getString("trigger_segment"),
                row.getString("traits"),
                row.getInt("attempts"),
                circumstances(row, now));
    }

    private static Circumstances circumstances(ResultSet row, Instant now) throws SQLException {
        Instant changedAt = Database.optionalInstant(row, "changed_at");
        return new Circumstances(
                row.getBoolean("paused"),
                now,
                Database.instant(row, "created_at"),
                Database.instant(row, "expires_at"),
                Duration.ofMillis((long) (row.getDouble("waited") * 1_000)),
                row.getString("trigger_change"),
                row.getString("change"),
                row.getBoolean("known"),
                row.getString("email"),
                changedAt == null ? null : consent(row, changedAt),
                Database.optionalInstant(row, "suppressed_at"));
    }

    private static Circumstances.ConsentState consent(ResultSet row, Instant changedAt) throws SQLException {
        return new Circumstances.ConsentState(row.getBoolean("granted"), changedAt, row.getBoolean("historical"));
    }
}
