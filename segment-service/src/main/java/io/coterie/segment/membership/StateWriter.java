package io.coterie.segment.membership;

import static io.coterie.kit.sql.Column.column;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Standing;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes what touches changed: rows, touched chunks, due instants and members, a few statements for many customers.
@Singleton
public class StateWriter {
    private static final String STATES = """
            UPDATE customer_state s SET row_version = n.version, last_instant = n.instant, epoch = n.epoch,
                standings = n.standings
            FROM unnest(?::smallint[], ?::uuid[], ?::bigint[], ?::timestamptz[], ?::bigint[], ?::bytea[])
                AS n (bucket, customer_id, version, instant, epoch, standings)
            WHERE s.bucket = n.bucket AND s.customer_id = n.customer_id
            """;
    private static final String PROFILES = """
            UPDATE customer_state s SET profile_version = n.version, external_id = n.external_id,
                time_zone = n.time_zone, traits = n.traits
            FROM unnest(?::smallint[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                AS n (bucket, customer_id, version, external_id, time_zone, traits)
            WHERE s.bucket = n.bucket AND s.customer_id = n.customer_id
            """;
    private static final String CHUNKS = """
            INSERT INTO customer_chunk (bucket, customer_id, chunk_no, facts)
            SELECT * FROM unnest(?::smallint[], ?::uuid[], ?::integer[], ?::bytea[])
            ON CONFLICT (bucket, customer_id, chunk_no) DO UPDATE SET facts = excluded.facts
            """;
    private static final String ENTER = """
            INSERT INTO member (bucket, customer_id, segment_id, version, since)
            SELECT * FROM unnest(?::smallint[], ?::uuid[], ?::integer[], ?::integer[], ?::timestamptz[])
            ON CONFLICT (bucket, customer_id, segment_id, version) DO UPDATE SET since = excluded.since
            """;
    private static final String LEAVE = """
            DELETE FROM member m USING unnest(?::smallint[], ?::uuid[], ?::integer[], ?::integer[])
                AS n (bucket, customer_id, segment_id, version)
            WHERE m.bucket = n.bucket AND m.customer_id = n.customer_id AND m.segment_id = n.segment_id
              AND m.version = n.version
            """;

    private final Database database;
    private final DueWriter due;

    StateWriter(Database database, DueWriter due) {
        this.due = due;
        this.database = database.failingWith("states of customers could not be written");
    }

    /// Call with states that are locked in the running transaction.
    public void write(List<CustomerState> states) {
        writeStates(states);
        writeProfiles(states);
        writeChunks(states);
        due.write(states);
        writeMembers(states);
    }

    private void writeStates(List<CustomerState> states) {
        database.rows(
                STATES,
                states,
                column(Short[]::new, StateWriter::bucket),
                column(UUID[]::new, CustomerState::customerId),
                column(Long[]::new, CustomerState::version),
                column(Instant[]::new, CustomerState::lastInstant),
                column(Long[]::new, CustomerState::epoch),
                column(byte[][]::new, state -> StandingFormat.write(state.standings())));
    }

    /// Most turns leave the profile as it was.
    private void writeProfiles(List<CustomerState> states) {
        database.rows(
                PROFILES,
                states.stream().filter(CustomerState::profileChanged).toList(),
                column(Short[]::new, StateWriter::bucket),
                column(UUID[]::new, CustomerState::customerId),
                column(Long[]::new, state -> state.profile().version()),
                column(String[]::new, state -> state.profile().externalId()),
                column(String[]::new, StateWriter::zone),
                column(String[]::new, state -> state.profile().traits().toString()));
    }

    private static String zone(CustomerState state) {
        ZoneId zone = state.profile().zone();
        return zone == null ? "" : zone.getId();
    }

    private record Touched(CustomerState state, int number, byte[] facts) {}

    private void writeChunks(List<CustomerState> states) {
        List<Touched> chunks = new ArrayList<>();
        for (CustomerState state : states) {
            state.journal().forEachTouched((bytes, number) -> chunks.add(new Touched(state, number, bytes)));
        }
        database.rows(
                CHUNKS,
                chunks,
                column(Short[]::new, chunk -> bucket(chunk.state())),
                column(UUID[]::new, chunk -> chunk.state().customerId()),
                column(Integer[]::new, Touched::number),
                column(byte[][]::new, Touched::facts));
    }

    private record Membership(CustomerState state, Definition.Ref ref, Instant since) {}

    private void writeMembers(List<CustomerState> states) {
        List<Membership> enter = new ArrayList<>();
        List<Membership> leave = new ArrayList<>();
        for (CustomerState state : states) {
            state.standings().forEach((ref, standing) -> {
                if (standing.member() && !isMember(state.standingsAsRead(), ref)) {
                    enter.add(new Membership(state, ref, standing.since()));
                }
            });
            state.standingsAsRead().forEach((ref, standing) -> {
                if (standing.member() && !isMember(state.standings(), ref)) {
                    leave.add(new Membership(state, ref, standing.since()));
                }
            });
        }
        database.rows(
                ENTER,
                enter,
                column(Short[]::new, member -> bucket(member.state())),
                column(UUID[]::new, member -> member.state().customerId()),
                column(Integer[]::new, member -> member.ref().segmentId()),
                column(Integer[]::new, member -> member.ref().version()),
                column(Instant[]::new, Membership::since));
        database.rows(
                LEAVE,
                leave,
                column(Short[]::new, member -> bucket(member.state())),
                column(UUID[]::new, member -> member.state().customerId()),
                column(Integer[]::new, member -> member.ref().segmentId()),
                column(Integer[]::new, member -> member.ref().version()));
    }

    private static boolean isMember(Map<Definition.Ref, Standing> standings, Definition.Ref ref) {
        return standings.getOrDefault(ref, Standing.OUTSIDE).member();
    }

    private static short bucket(CustomerState state) {
        return (short) Bucket.of(state.customerId());
    }
}
