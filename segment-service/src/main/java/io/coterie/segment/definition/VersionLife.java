package io.coterie.segment.definition;

import io.coterie.segment.membership.StoreFailure;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The two moments at which what is evaluated changes: a version begins to be evaluated beside the active one, and it
/// takes the active one's place. Each raises the epoch, alone.
@Singleton
public class VersionLife {
    private static final String BEGIN =
            "UPDATE segment_version SET state = 'EVALUATING', epoch = ? WHERE segment_id = ? AND version = ?";
    private static final String RETIRE =
            "UPDATE segment_version SET state = 'RETIRED' WHERE segment_id = ? AND state = 'ACTIVE'";
    private static final String CUT_OVER =
            "UPDATE segment_version SET state = 'ACTIVE', epoch = ? WHERE segment_id = ? AND version = ?";

    private final DataSource dataSource;
    private final Epoch epoch;

    VersionLife(DataSource dataSource, Epoch epoch) {
        this.dataSource = dataSource;
        this.epoch = epoch;
    }

    /// Returns the epoch that every customer must reach before the version can be cut over.
    @Transactional(Transactional.TxType.MANDATORY)
    public long beginEvaluation(int segmentId, int version) {
        try (Connection connection = dataSource.getConnection()) {
            long raised = epoch.raise(connection);
            update(connection, BEGIN, raised, segmentId, version);
            return raised;
        } catch (SQLException failed) {
            throw new StoreFailure("a version could not be put under evaluation", failed);
        }
    }

    /// Returns the epoch from which on all differences to the version before are told.
    @Transactional(Transactional.TxType.MANDATORY)
    public long cutOver(int segmentId, int version) {
        try (Connection connection = dataSource.getConnection()) {
            long raised = epoch.raise(connection);
            try (PreparedStatement retire = connection.prepareStatement(RETIRE)) {
                retire.setInt(1, segmentId);
                retire.executeUpdate();
            }
            update(connection, CUT_OVER, raised, segmentId, version);
            return raised;
        } catch (SQLException failed) {
            throw new StoreFailure("a version could not be cut over", failed);
        }
    }

    private static void update(Connection connection, String sql, long epoch, int segmentId, int version)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, epoch);
            update.setInt(2, segmentId);
            update.setInt(3, version);
            update.executeUpdate();
        }
    }
}
