package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The backlog of a service that keeps its state in PostgreSQL.
@Singleton
class BacklogTable implements Backlog {
    private static final String DEPTH = """
            SELECT (SELECT count(*) FROM (SELECT FROM outbox WHERE lane = ? LIMIT ?) AS counted) AS pending,
                   (SELECT extract(epoch FROM clock_timestamp() - created_at) FROM outbox
                    WHERE lane = ? AND NOT unroutable ORDER BY id LIMIT 1)::bigint AS oldest
            """;
    private static final String SUMMARY = """
            SELECT count(*) AS pending,
                   count(*) FILTER (WHERE leased_until > clock_timestamp()) AS leased,
                   count(*) FILTER (WHERE attempts > ? OR unroutable) AS stuck,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint AS oldest
            FROM outbox WHERE lane = ?
            """;
    private static final String STUCK = """
            SELECT id, type, lane, created_at, attempts, unroutable, octet_length(body) AS bytes FROM outbox
            WHERE (attempts > ? OR unroutable) AND (?::uuid IS NULL OR id > ?) ORDER BY id LIMIT ?
            """;
    private static final String RETRY = """
            UPDATE outbox SET leased_until = NULL, attempts = 0, unroutable = false WHERE id = ? RETURNING lane
            """;

    private final Database database;
    private final Notifications notifications;

    BacklogTable(Database database, Notifications notifications) {
        this.database = database.failingWith("the outbox could not be read or changed");
        this.notifications = notifications;
    }

    @Override
    public Depth depth(Lane lane, long countedUpTo) {
        return database.query(DEPTH, BacklogTable::depth, lane.name(), countedUpTo, lane.name())
                .getFirst();
    }

    private static Depth depth(ResultSet row) throws SQLException {
        return new Depth(row.getLong("pending"), Duration.ofSeconds(row.getLong("oldest")));
    }

    @Override
    public Summary summary(Lane lane, int stuckAfter) {
        return database.query(SUMMARY, BacklogTable::summary, stuckAfter, lane.name())
                .getFirst();
    }

    private static Summary summary(ResultSet row) throws SQLException {
        return new Summary(row.getLong("pending"), row.getLong("oldest"), row.getLong("leased"), row.getLong("stuck"));
    }

    @Override
    public List<StuckEvent> stuck(int stuckAfter, @Nullable UUID after, int most) {
        return database.query(STUCK, BacklogTable::stuck, stuckAfter, after, after, most);
    }

    private static StuckEvent stuck(ResultSet row) throws SQLException {
        return new StuckEvent(
                Database.uuid(row, "id"),
                row.getString("type"),
                Lane.valueOf(row.getString("lane")),
                Database.instant(row, "created_at"),
                row.getInt("attempts"),
                row.getBoolean("unroutable"),
                row.getInt("bytes"));
    }

    @Override
    @Transactional
    public boolean retry(UUID id) {
        Optional<Lane> lane = database.first(RETRY, row -> Lane.valueOf(row.getString("lane")), id);
        lane.ifPresent(each -> notifications.afterCommit(Outbox.topic(each)));
        return lane.isPresent();
    }
}
