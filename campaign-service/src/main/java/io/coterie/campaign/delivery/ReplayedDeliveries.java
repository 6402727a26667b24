package io.coterie.campaign.delivery;

import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How deliveries ended, told again. A source is a campaign; the time of the recording is that of the decision.
@Singleton
class ReplayedDeliveries implements ReplayableFacts {
    /// What is wanted is said row by row and not in the condition, so that a slice ends after `LIMIT` rows.
    private static final String WALK = """
            SELECT d.*, k.key, k.channel,
                   d.state IN ('sent', 'uncertain', 'suppressed')
                   AND coalesce(?::text, k.key) = k.key AND coalesce(?::uuid, d.customer_id) = d.customer_id
                   AND NOT d.anonymous AND d.decided_at >= ? AND d.decided_at < ? AS wanted
            FROM (SELECT * FROM delivery WHERE (bucket, id) > (?, ?) AND bucket >= ? AND bucket <= ?
                  ORDER BY bucket, id LIMIT ?) AS d
            JOIN campaign k ON k.id = d.campaign_id
            ORDER BY d.bucket, d.id
            """;
    private static final String CAMPAIGN = "SELECT 1 FROM campaign WHERE key = ?";

    private final Database database;

    ReplayedDeliveries(Database database) {
        this.database = database.failingWith("deliveries could not be read");
    }

    @Override
    public String type() {
        return DeliveryRecorded.TYPE;
    }

    /// The key of a campaign.
    @Override
    public boolean knowsSource(String source) {
        return database.first(CAMPAIGN, row -> true, source).isPresent();
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        String[] key = place == null ? new String[] {"-1", new UUID(0, 0).toString()} : place.split("_");
        return Slice.of(
                database.query(
                        WALK,
                        ReplayedDeliveries::looked,
                        scope.source(),
                        scope.customer(),
                        scope.since(),
                        scope.until(),
                        Integer.parseInt(key[0]),
                        UUID.fromString(key[1]),
                        scope.customers().firstBucket(),
                        scope.customers().lastBucket(),
                        most),
                most);
    }

    private static Slice.Looked looked(ResultSet row) throws SQLException {
        String place = row.getInt("bucket") + "_" + Database.uuid(row, "id");
        return new Slice.Looked(place, row.getBoolean("wanted") ? item(row) : null);
    }

    private static DeliveryRecorded item(ResultSet row) throws SQLException {
        Due.Identity delivery = Due.Identity.of(row);
        return new DeliveryRecorded(
                delivery.id(),
                delivery.origin().causationId(),
                delivery.origin().correlationId(),
                delivery.origin().hops(),
                delivery.customer(),
                delivery.campaign(),
                row.getString("channel"),
                row.getString("state"),
                row.getString("reason"),
                delivery.version(),
                Database.instant(row, "decided_at"),
                true);
    }
}
