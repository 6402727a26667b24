package io.coterie.segment.activation;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.membership.StoreFailure;
import io.coterie.segment.touch.Place;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Activations as rows: who works on one holds a lease, which ends by itself if the replica dies.
@Singleton
class Activations {
    private static final String COLUMNS = "id, segment_id, version, state, target_epoch, after_bucket, after_customer";
    private static final String INSERT = """
            INSERT INTO activation (id, segment_id, version, state, target_epoch, started_at)
            VALUES (?, ?, ?, 'EVALUATING', ?, ?)
            """;
    private static final String LEASE = """
            UPDATE activation SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE id = (SELECT id FROM activation
                        WHERE state <> 'DONE' AND (leased_until IS NULL OR leased_until < clock_timestamp())
                        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;
    private static final String SAVE = """
            UPDATE activation SET state = ?, target_epoch = ?, after_bucket = ?, after_customer = ?, finished_at = ?,
                leased_until = CASE WHEN ? = 'DONE' THEN NULL ELSE clock_timestamp() + interval '30 seconds' END
            WHERE id = ?
            """;
    private static final String LATEST =
            "SELECT " + COLUMNS + " FROM activation WHERE segment_id = ? AND version = ? ORDER BY id DESC LIMIT 1";

    private final DataSource dataSource;

    Activations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void insert(Activation activation, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, activation.id());
            insert.setInt(2, activation.segmentId());
            insert.setInt(3, activation.version());
            insert.setLong(4, activation.targetEpoch());
            insert.setObject(5, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException failed) {
            throw new StoreFailure("an activation could not be stored", failed);
        }
    }

    /// One that nobody works on.
    Optional<Activation> lease() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement lease = connection.prepareStatement(LEASE)) {
            return one(lease);
        } catch (SQLException failed) {
            throw new StoreFailure("activations could not be read", failed);
        }
    }

    /// Keeps what was reached, and the lease.
    void save(Activation activation, Instant now) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement save = connection.prepareStatement(SAVE)) {
            boolean done = activation.state() == Activation.State.DONE;
            save.setString(1, activation.state().name());
            save.setLong(2, activation.targetEpoch());
            save.setShort(3, (short) activation.place().bucket());
            save.setObject(4, activation.place().customer());
            save.setObject(5, done ? now.atOffset(ZoneOffset.UTC) : null);
            save.setString(6, activation.state().name());
            save.setObject(7, activation.id());
            save.executeUpdate();
        } catch (SQLException failed) {
            throw new StoreFailure("an activation could not be stored", failed);
        }
    }

    Optional<Activation> latest(int segmentId, int version) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setInt(1, segmentId);
            select.setInt(2, version);
            return one(select);
        } catch (SQLException failed) {
            throw new StoreFailure("activations could not be read", failed);
        }
    }

    private static Optional<Activation> one(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            int bucket = row.getInt("after_bucket");
            return Optional.of(new Activation(
                    row.getObject("id", UUID.class),
                    row.getInt("segment_id"),
                    row.getInt("version"),
                    Activation.State.valueOf(row.getString("state")),
                    row.getLong("target_epoch"),
                    new Place(bucket, row.getObject("after_customer", UUID.class), bucket >= Bucket.COUNT)));
        }
    }
}
