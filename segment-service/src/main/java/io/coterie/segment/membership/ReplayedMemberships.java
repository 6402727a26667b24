package io.coterie.segment.membership;

import io.coterie.kit.replay.CustomerRange;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import io.coterie.kit.sql.Database;
import io.coterie.segment.membership.ChangeTable.ChangedMembership;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The latest change of each customer in each segment, told again with its id and state version. Its cause is `replay`,
/// whatever it was at first: nobody is mailed for it.
@Singleton
class ReplayedMemberships implements ReplayableFacts {
    /// What is wanted is said row by row and not in the condition, so that a slice ends after `LIMIT` rows.
    private static final String WALK = """
            SELECT c.*, g.key AS segment,
                   coalesce(?::text, g.key) = g.key AND c.recorded_at >= ? AND c.recorded_at < ?
                   AND NOT EXISTS (SELECT FROM membership_change later
                                   WHERE later.bucket = c.bucket AND later.customer_id = c.customer_id
                                     AND later.segment_id = c.segment_id
                                     AND later.state_version > c.state_version) AS wanted
            FROM (SELECT * FROM membership_change
                  WHERE (bucket, customer_id, segment_id, state_version) > (?, ?, ?, ?)
                    AND (bucket, customer_id) >= (?, ?) AND (bucket, customer_id) <= (?, ?)
                  ORDER BY bucket, customer_id, segment_id, state_version LIMIT ?) AS c
            JOIN segment g ON g.id = c.segment_id
            ORDER BY c.bucket, c.customer_id, c.segment_id, c.state_version
            """;
    private static final String SEGMENT = "SELECT 1 FROM segment WHERE key = ?";

    private final Database database;

    ReplayedMemberships(Database database) {
        this.database = database.failingWith("the history could not be read");
    }

    private record Place(int bucket, UUID customer, int segment, long stateVersion) {
        static final Place START = new Place(-1, new UUID(0, 0), 0, 0);

        static Place of(@Nullable String text) {
            if (text == null) {
                return START;
            }
            String[] parts = text.split("_", -1);
            return new Place(
                    Integer.parseInt(parts[0]),
                    UUID.fromString(parts[1]),
                    Integer.parseInt(parts[2]),
                    Long.parseLong(parts[3]));
        }
    }

    @Override
    public String type() {
        return ChangedMembership.TYPE;
    }

    /// The key of a segment.
    @Override
    public boolean knowsSource(String source) {
        return database.first(SEGMENT, row -> true, source).isPresent();
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        Place start = Place.of(place);
        CustomerRange range = scope.customers();
        return Slice.of(
                database.query(
                        WALK,
                        ReplayedMemberships::looked,
                        scope.source(),
                        scope.since(),
                        scope.until(),
                        (short) start.bucket,
                        start.customer,
                        start.segment,
                        start.stateVersion,
                        (short) range.firstBucket(),
                        range.first(),
                        (short) range.lastBucket(),
                        range.last(),
                        most),
                most);
    }

    private static Slice.Looked looked(ResultSet row) throws SQLException {
        String place = row.getInt("bucket") + "_" + Database.uuid(row, "customer_id") + "_" + row.getInt("segment_id")
                + "_" + row.getLong("state_version");
        return new Slice.Looked(place, row.getBoolean("wanted") ? item(row) : null);
    }

    private static ChangedMembership item(ResultSet row) throws SQLException {
        return new ChangedMembership(
                Database.uuid(row, "id"),
                Database.uuid(row, "causation_id"),
                Database.uuid(row, "correlation_id"),
                row.getInt("hops"),
                Database.uuid(row, "customer_id"),
                row.getString("segment"),
                row.getInt("definition_version"),
                row.getString("change"),
                Cause.REPLAY,
                row.getLong("state_version"),
                Database.instant(row, "effective_at"),
                Database.instant(row, "recorded_at"));
    }
}
