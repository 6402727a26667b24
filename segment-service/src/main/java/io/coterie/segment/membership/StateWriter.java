package io.coterie.segment.membership;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Writes what touches changed: rows, touched chunks, due instants and members, a few statements for many customers.
@Singleton
public class StateWriter {
    private static final String STATES = """
            UPDATE customer_state SET row_version = ?, last_instant = ?, epoch = ?, profile_version = ?,
                external_id = ?, traits = ?, standings = ?
            WHERE bucket = ? AND customer_id = ?
            """;
    private static final String CHUNK = """
            INSERT INTO customer_chunk (bucket, customer_id, chunk_no, facts) VALUES (?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, chunk_no) DO UPDATE SET facts = excluded.facts
            """;
    private static final String DUE = """
            INSERT INTO customer_due (bucket, customer_id, due_at) VALUES (?, ?, ?)
            ON CONFLICT (bucket, customer_id) DO UPDATE SET due_at = excluded.due_at
            """;
    private static final String NEVER_DUE = "DELETE FROM customer_due WHERE bucket = ? AND customer_id = ?";
    private static final String ENTER = """
            INSERT INTO member (bucket, customer_id, segment_id, version, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, segment_id, version) DO UPDATE SET since = excluded.since
            """;
    private static final String LEAVE =
            "DELETE FROM member WHERE bucket = ? AND customer_id = ? AND segment_id = ? AND version = ?";

    /// Call with states that are locked in the transaction of this connection.
    public void write(Connection connection, List<CustomerState> states) throws SQLException {
        writeStates(connection, states);
        writeChunks(connection, states);
        writeDue(connection, states);
        writeMembers(connection, states);
    }

    private static void writeStates(Connection connection, List<CustomerState> states) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(STATES)) {
            for (CustomerState state : states) {
                update.setLong(1, state.version());
                update.setObject(2, utc(state.lastInstant()));
                update.setLong(3, state.epoch());
                update.setLong(4, state.profile().version());
                update.setString(5, state.profile().externalId());
                update.setString(6, state.profile().traits().toString());
                update.setBytes(7, StandingFormat.write(state.standings()));
                key(update, 8, state.customerId());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void writeChunks(Connection connection, List<CustomerState> states) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CHUNK)) {
            for (CustomerState state : states) {
                List<Chunk> touched = new ArrayList<>();
                state.journal().forEachTouched((bytes, number) -> touched.add(new Chunk(number, bytes)));
                for (Chunk chunk : touched) {
                    key(insert, 1, state.customerId());
                    insert.setInt(3, chunk.number());
                    insert.setBytes(4, chunk.bytes());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private record Chunk(int number, byte[] bytes) {}

    /// The stored instant is a lower bound: it is written again when it has passed or when an earlier one came up.
    private static void writeDue(Connection connection, List<CustomerState> states) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(DUE);
                PreparedStatement clear = connection.prepareStatement(NEVER_DUE)) {
            for (CustomerState state : states) {
                Instant due = state.due();
                Instant stored = state.dueAsRead() == null ? Verdict.NEVER : state.dueAsRead();
                if (!due.equals(Verdict.NEVER) && (due.isBefore(stored) || passed(stored, state))) {
                    key(set, 1, state.customerId());
                    set.setObject(3, utc(due));
                    set.addBatch();
                } else if (due.equals(Verdict.NEVER) && passed(stored, state)) {
                    key(clear, 1, state.customerId());
                    clear.addBatch();
                }
            }
            set.executeBatch();
            clear.executeBatch();
        }
    }

    private static boolean passed(Instant stored, CustomerState state) {
        return !stored.isAfter(state.lastInstant());
    }

    private static void writeMembers(Connection connection, List<CustomerState> states) throws SQLException {
        try (PreparedStatement enter = connection.prepareStatement(ENTER);
                PreparedStatement leave = connection.prepareStatement(LEAVE)) {
            for (CustomerState state : states) {
                for (var standing : state.standings().entrySet()) {
                    if (standing.getValue().member() && !wasMember(state, standing.getKey())) {
                        memberKey(enter, state.customerId(), standing.getKey());
                        enter.setObject(5, utc(standing.getValue().since()));
                        enter.addBatch();
                    }
                }
                for (var standing : state.standingsAsRead().entrySet()) {
                    if (standing.getValue().member() && !isMember(state, standing.getKey())) {
                        memberKey(leave, state.customerId(), standing.getKey());
                        leave.addBatch();
                    }
                }
            }
            enter.executeBatch();
            leave.executeBatch();
        }
    }

    private static boolean wasMember(CustomerState state, Definition.Ref ref) {
        return state.standingsAsRead().getOrDefault(ref, Standing.OUTSIDE).member();
    }

    private static boolean isMember(CustomerState state, Definition.Ref ref) {
        return state.standings().getOrDefault(ref, Standing.OUTSIDE).member();
    }

    private static void memberKey(PreparedStatement statement, UUID customer, Definition.Ref ref) throws SQLException {
        key(statement, 1, customer);
        statement.setInt(3, ref.segmentId());
        statement.setInt(4, ref.version());
    }

    private static void key(PreparedStatement statement, int position, UUID customer) throws SQLException {
        statement.setShort(position, (short) Bucket.of(customer));
        statement.setObject(position + 1, customer);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
