package io.coterie.segment.sync;

import static io.coterie.kit.sql.Column.column;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.retention.Retained;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.membership.ChangeRecipient;
import io.coterie.segment.membership.MembershipChange;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What still has to be told to syncs: written with the change, deleted once it was taken. There is no cursor that
/// could
/// pass a change whose transaction commits later than others after it. Changes of one customer are written under the
/// lock of the customer's row, and so get their positions in the order in which they happened.
@Singleton
class SyncQueue implements ChangeRecipient, Retained {
    private static final String APPEND = """
            INSERT INTO audience_change (sync_id, bucket, customer_id, change, effective_at, recorded_at)
            SELECT s.id, c.bucket, c.customer_id, c.change, c.effective_at, c.recorded_at
            FROM unnest(?::integer[], ?::smallint[], ?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                WITH ORDINALITY AS c (segment_id, bucket, customer_id, change, effective_at, recorded_at, place)
            JOIN audience_sync s USING (segment_id)
            WHERE s.state = 'ACTIVE'
            ORDER BY c.place
            """;
    private static final String SELECT = """
            SELECT c.position, c.customer_id, s.external_id, c.change, c.effective_at
            FROM audience_change c LEFT JOIN customer_state s USING (bucket, customer_id)
            """;
    private static final String NEXT = SELECT + "WHERE c.sync_id = ? ORDER BY c.position LIMIT ?";
    private static final String AGAIN = SELECT + "WHERE c.sync_id = ? AND c.position = ANY (?) ORDER BY c.position";
    private static final String TAKEN = "DELETE FROM audience_change WHERE sync_id = ? AND position = ANY (?)";
    private static final String FORGET = "DELETE FROM audience_change WHERE sync_id = ? AND change <> 'erased'";
    private static final String FORGET_ALL = "DELETE FROM audience_change WHERE sync_id = ?";
    private static final String ORPHANS = """
            DELETE FROM audience_change WHERE (sync_id, position) IN (
                SELECT sync_id, position FROM audience_change c
                WHERE NOT EXISTS (SELECT 1 FROM audience_sync s WHERE s.id = c.sync_id) LIMIT ?)
            """;

    private final Database database;
    private final Notifications notifications;

    SyncQueue(Database database, Notifications notifications) {
        this.database = database.failingWith("changes for audiences elsewhere could not be read or stored");
        this.notifications = notifications;
    }

    /// @param change entered, left or erased
    record Waiting(long position, UUID customerId, @Nullable String externalId, String change, Instant at) {
        private static Waiting of(ResultSet row) throws SQLException {
            return new Waiting(
                    row.getLong("position"),
                    Database.uuid(row, "customer_id"),
                    row.getString("external_id"),
                    row.getString("change"),
                    Database.instant(row, "effective_at"));
        }
    }

    @Override
    public void append(List<MembershipChange> changes) {
        int written = database.rows(
                APPEND,
                changes,
                column(Integer[]::new, change -> change.definition().segmentId()),
                column(Short[]::new, change -> (short) Bucket.of(change.customerId())),
                column(UUID[]::new, MembershipChange::customerId),
                column(String[]::new, MembershipChange::change),
                column(Instant[]::new, MembershipChange::effectiveAt),
                column(Instant[]::new, MembershipChange::recordedAt));
        if (written > 0) {
            notifications.afterCommit(SyncWorker.TOPIC);
        }
    }

    List<Waiting> next(UUID sync, int most) {
        return database.query(NEXT, Waiting::of, sync, most);
    }

    /// Those of a message that was sent before; who was erased since is not among them.
    List<Waiting> again(UUID sync, List<Long> positions) {
        return database.query(AGAIN, Waiting::of, sync, positions.toArray(Long[]::new));
    }

    void taken(UUID sync, List<Long> positions) {
        database.update(TAKEN, sync, positions.toArray(Long[]::new));
    }

    /// All members are about to be sent. That a person was erased is told all the same.
    void forget(UUID sync) {
        database.update(FORGET, sync);
    }

    void forgetAll(UUID sync) {
        database.update(FORGET_ALL, sync);
    }

    @Override
    public String kept() {
        return "changes for syncs that are gone";
    }

    @Override
    public int deleteSome(int most) {
        return database.update(ORPHANS, most);
    }
}
