package io.coterie.segment.definition;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/// The two moments at which what is evaluated changes: a version begins to be evaluated beside the active one, and it
/// takes the active one's place. Each raises the epoch, alone.
@Singleton
public class VersionLife {
    private static final String BEGIN =
            "UPDATE segment_version SET state = 'EVALUATING', epoch = ? WHERE segment_id = ? AND version = ?";
    private static final String RETIRE =
            "UPDATE segment_version SET state = 'RETIRED' WHERE segment_id = ? AND state = 'ACTIVE'";
    private static final String CUT_OVER =
            "UPDATE segment_version SET state = 'ACTIVE', epoch = ?, active_since = ? WHERE segment_id = ? AND version = ?";

    private final Database database;
    private final Epoch epoch;
    private final Clock clock;

    VersionLife(Database database, Epoch epoch, Clock clock) {
        this.database = database.failingWith("a version could not be put under evaluation or cut over");
        this.epoch = epoch;
        this.clock = clock;
    }

    /// Returns the epoch that every customer must reach before the version can be cut over.
    @Transactional(Transactional.TxType.MANDATORY)
    public long beginEvaluation(int segmentId, int version) {
        long raised = epoch.raise();
        database.update(BEGIN, raised, segmentId, version);
        return raised;
    }

    /// Returns the epoch from which on all differences to the version before are told.
    @Transactional(Transactional.TxType.MANDATORY)
    public long cutOver(int segmentId, int version) {
        long raised = epoch.raise();
        database.update(RETIRE, segmentId);
        database.update(CUT_OVER, raised, clock.instant(), segmentId, version);
        return raised;
    }
}
