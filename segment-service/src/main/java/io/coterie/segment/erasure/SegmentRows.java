package io.coterie.segment.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.PersonalData;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.List;

/// Everything that segments know of a customer. The state goes first: whoever writes the other rows holds its lock, so
/// nobody does once it is gone.
@Singleton
class SegmentRows implements PersonalData {
    static final String COMPLETED = "segment.erasure-completed.v1";

    private final Database database;
    private final Outbox outbox;

    SegmentRows(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new TableRows(database, "states", "customer_state", "bucket, customer_id"),
                new AudiencesElsewhere(database),
                new TableRows(database, "due", "customer_due", "bucket, customer_id, sources"),
                new TableRows(database, "chunks", "customer_chunk", "bucket, customer_id, chunk_no"),
                new TableRows(database, "members", "member", "bucket, customer_id, segment_id, version"),
                new TableRows(
                        database, "changes", "membership_change", "bucket, customer_id, segment_id, state_version"),
                new PlacesOnLists(database),
                new PlacesOfWalks(database),
                new SamplesOfDryRuns(database));
    }

    @Override
    public void erased(Erasure erasure, ErasureCompleted receipt) {
        outbox.append(COMPLETED, Lane.LIVE, List.of(receipt));
    }
}
