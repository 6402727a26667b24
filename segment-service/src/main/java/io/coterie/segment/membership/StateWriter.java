package io.coterie.segment.membership;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes what touches changed: rows, touched chunks, due instants and members, a few statements for many customers.
@Singleton
public class StateWriter {
    private static final String STATES = """
            UPDATE customer_state SET row_version = ?, last_instant = ?, epoch = ?, profile_version = ?,
                external_id = ?, time_zone = ?, traits = ?, lists = ?, standings = ?
            WHERE bucket = ? AND customer_id = ?
            """;
    private static final String CHUNK = """
            INSERT INTO customer_chunk (bucket, customer_id, chunk_no, facts) VALUES (?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, chunk_no) DO UPDATE SET facts = excluded.facts
            """;
    private static final String ENTER = """
            INSERT INTO member (bucket, customer_id, segment_id, version, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, segment_id, version) DO UPDATE SET since = excluded.since
            """;
    private static final String LEAVE =
            "DELETE FROM member WHERE bucket = ? AND customer_id = ? AND segment_id = ? AND version = ?";

    private final Database database;
    private final DueWriter due;

    StateWriter(Database database, DueWriter due) {
        this.due = due;
        this.database = database.failingWith("states of customers could not be written");
    }

    /// Call with states that are locked in the running transaction.
    public void write(List<CustomerState> states) {
        writeStates(states);
        writeChunks(states);
        due.write(states);
        writeMembers(states);
    }

    /// Those without an external id come first: the driver prepares anew where null and a value take turns.
    private void writeStates(List<CustomerState> states) {
        database.batch(
                STATES,
                states.stream()
                        .sorted(Comparator.comparing(state -> state.profile().externalId() != null))
                        .map(StateWriter::stateRow)
                        .toList());
    }

    private static @Nullable Object[] stateRow(CustomerState state) {
        return new @Nullable Object[] {
            state.version(),
            state.lastInstant(),
            state.epoch(),
            state.profile().version(),
            state.profile().externalId(),
            zone(state),
            state.profile().traits().toString(),
            state.lists().toString(),
            StandingFormat.write(state.standings()),
            bucket(state),
            state.customerId()
        };
    }

    private static String zone(CustomerState state) {
        ZoneId zone = state.profile().zone();
        return zone == null ? "" : zone.getId();
    }

    private void writeChunks(List<CustomerState> states) {
        List<Object[]> chunks = new ArrayList<>();
        for (CustomerState state : states) {
            state.journal()
                    .forEachTouched((bytes, number) ->
                            chunks.add(new Object[] {bucket(state), state.customerId(), number, bytes}));
        }
        database.batch(CHUNK, chunks);
    }

    private void writeMembers(List<CustomerState> states) {
        List<Object[]> enter = new ArrayList<>();
        List<Object[]> leave = new ArrayList<>();
        for (CustomerState state : states) {
            state.standings().forEach((ref, standing) -> {
                if (standing.member() && !isMember(state.standingsAsRead(), ref)) {
                    enter.add(new Object[] {
                        bucket(state), state.customerId(), ref.segmentId(), ref.version(), standing.since()
                    });
                }
            });
            state.standingsAsRead().forEach((ref, standing) -> {
                if (standing.member() && !isMember(state.standings(), ref)) {
                    leave.add(new Object[] {bucket(state), state.customerId(), ref.segmentId(), ref.version()});
                }
            });
        }
        database.batch(ENTER, enter);
        database.batch(LEAVE, leave);
    }

    private static boolean isMember(Map<Definition.Ref, Standing> standings, Definition.Ref ref) {
        return standings.getOrDefault(ref, Standing.OUTSIDE).member();
    }

    private static short bucket(CustomerState state) {
        return (short) Bucket.of(state.customerId());
    }
}
