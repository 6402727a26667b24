package io.coterie.segment.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who did what to segments, written in the transaction of what it tells, and never changed.
@Singleton
public class AuditTrail {
    private static final String APPEND = """
            INSERT INTO segment_audit (segment_id, at, subject, action, version, difference) VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final String PAGE = """
            SELECT id, at, subject, action, version, difference FROM segment_audit
            WHERE segment_id = ? AND id < ? ORDER BY id DESC LIMIT ?
            """;

    /// What was and what is, rather than what was moved where.
    private static final EnumSet<DiffFlags> PLAIN =
            EnumSet.of(DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION, DiffFlags.OMIT_VALUE_ON_REMOVE);

    private final Database database;
    private final ObjectMapper json;
    private final Clock clock;

    AuditTrail(Database database, ObjectMapper json, Clock clock) {
        this.database = database.failingWith("the audit trail could not be written or read");
        this.json = json;
        this.clock = clock;
    }

    /// @param subject of the token of whoever did it; absent for what was begun before subjects were kept
    /// @param version absent where the whole segment is meant
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(int segmentId, @Nullable String subject, Action action, @Nullable Integer version) {
        append(segmentId, subject, action, version, null);
    }

    /// @param before the rule of the version before, absent for the first
    @Transactional(Transactional.TxType.MANDATORY)
    public void saved(int segmentId, String subject, int version, @Nullable JsonNode before, JsonNode rule) {
        JsonNode difference = JsonDiff.asJson(before == null ? NullNode.getInstance() : before, rule, PLAIN);
        append(segmentId, subject, Action.SAVED, version, difference.toString());
    }

    /// @param difference what became of something that belongs to the segment, as a JSON Patch (RFC 6902)
    @Transactional(Transactional.TxType.MANDATORY)
    public void changed(int segmentId, String subject, Action action, JsonNode difference) {
        append(segmentId, subject, action, null, difference.toString());
    }

    private void append(
            int segmentId,
            @Nullable String subject,
            Action action,
            @Nullable Integer version,
            @Nullable String difference) {
        database.update(APPEND, segmentId, clock.instant(), subject, action.name(), version, difference);
    }

    /// One thing that was done.
    ///
    /// @param place where it stands in the trail
    /// @param subject of the token of whoever did it
    /// @param difference of a saved version's rule to the version before, as a JSON Patch (RFC 6902); for a first
    ///     version from nothing; of a sync what became of it
    public record Entry(
            long place,
            Instant at,
            @Nullable String subject,
            Action action,
            @Nullable Integer version,
            @Nullable JsonNode difference) {}

    /// Newest first, from before a place on.
    public List<Entry> of(int segmentId, long before, int most) {
        return database.query(PAGE, this::entry, segmentId, before, most);
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                Database.instant(row, "at"),
                row.getString("subject"),
                Action.valueOf(row.getString("action")),
                row.getObject("version", Integer.class),
                parsed(row.getString("difference")));
    }

    private @Nullable JsonNode parsed(@Nullable String difference) {
        try {
            return difference == null ? null : json.readTree(difference);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored difference is no JSON", broken);
        }
    }
}
