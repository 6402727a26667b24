package io.coterie.customer.behaviour;

import io.coterie.customer.source.Sources;
import io.coterie.kit.event.Origin;
import io.coterie.kit.replay.CustomerRange;
import io.coterie.kit.replay.ReplayableFacts;
import io.coterie.kit.replay.Scope;
import io.coterie.kit.replay.Slice;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The journal, told again in the order of its keys. Whatever it was at first, it is history now.
@Singleton
class ReplayedBehaviours implements ReplayableFacts {
    /// What is wanted is said row by row and not in the condition, so that a slice ends after `LIMIT` rows.
    private static final String WALK = """
            SELECT *, coalesce(?::text, source) = source AND recorded_at >= ? AND recorded_at < ? AS wanted
            FROM behaviour
            WHERE (bucket, customer_id, occurred_at, id) > (?, ?, ?, ?)
              AND (bucket, customer_id) >= (?, ?) AND (bucket, customer_id) <= (?, ?)
            ORDER BY bucket, customer_id, occurred_at, id LIMIT ?
            """;

    private final Database database;
    private final Journal journal;
    private final Sources sources;

    ReplayedBehaviours(Database database, Journal journal, Sources sources) {
        this.database = database.failingWith("the journal could not be read");
        this.journal = journal;
        this.sources = sources;
    }

    private record Place(int bucket, UUID customer, Instant occurredAt, UUID id) {
        static final Place START = new Place(-1, new UUID(0, 0), Instant.EPOCH, new UUID(0, 0));

        static Place of(@Nullable String text) {
            if (text == null) {
                return START;
            }
            String[] parts = text.split("_", -1);
            return new Place(
                    Integer.parseInt(parts[0]),
                    UUID.fromString(parts[1]),
                    Instant.parse(parts[2]),
                    UUID.fromString(parts[3]));
        }
    }

    @Override
    public String type() {
        return BehaviourRecorded.TYPE;
    }

    /// The key of a source.
    @Override
    public boolean knowsSource(String source) {
        return sources.withKey(source).isPresent();
    }

    @Override
    public Slice after(@Nullable String place, Scope scope, int most) {
        Place start = Place.of(place);
        CustomerRange range = scope.customers();
        return Slice.of(
                database.query(
                        WALK,
                        this::looked,
                        scope.source(),
                        scope.since(),
                        scope.until(),
                        start.bucket,
                        start.customer,
                        start.occurredAt,
                        start.id,
                        range.firstBucket(),
                        range.first(),
                        range.lastBucket(),
                        range.last(),
                        most),
                most);
    }

    private Slice.Looked looked(ResultSet row) throws SQLException {
        String place = row.getInt("bucket") + "_" + Database.uuid(row, "customer_id") + "_"
                + Database.instant(row, "occurred_at") + "_" + Database.uuid(row, "id");
        return new Slice.Looked(place, row.getBoolean("wanted") ? item(journal.behaviour(row)) : null);
    }

    private static BehaviourRecorded item(Behaviour behaviour) {
        return BehaviourRecorded.of(behaviour.ofThePast(), Origin.first(behaviour.id()));
    }
}
