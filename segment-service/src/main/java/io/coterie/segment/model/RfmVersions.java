package io.coterie.segment.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmModels;
import io.coterie.segment.rfm.Thresholds;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Versions of the model as rows, at most one at work: who works on it holds a lease, which ends by itself if the
/// replica dies.
@Singleton
class RfmVersions {
    private static final String COLUMNS = """
            number, state, failure, event, property, currency, look_back, mode, as_of, requested_by, buckets, customers,
            spenders, thresholds, scores, finished_at""";
    private static final String BEGIN = """
            INSERT INTO rfm_model (number, state, event, property, currency, look_back, mode, as_of, requested_by)
            SELECT (SELECT coalesce(max(number), 0) + 1 FROM rfm_model), 'COMPUTING',
                event, property, currency, look_back, mode, ?, ?
            FROM rfm_settings %s
            ON CONFLICT DO NOTHING RETURNING\s""" + COLUMNS;
    private static final String BEGIN_NOW = BEGIN.formatted("");
    private static final String BEGIN_IF_DUE =
            BEGIN.formatted("WHERE (SELECT max(as_of) FROM rfm_model) + refresh_every::interval <= ?");
    private static final String LEASE = """
            UPDATE rfm_model SET leased_until = clock_timestamp() + interval '30 seconds'
            WHERE number = (SELECT number FROM rfm_model
                            WHERE state IN ('COMPUTING', 'RELEASING')
                                AND (leased_until IS NULL OR leased_until < clock_timestamp())
                            LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING\s""" + COLUMNS;
    private static final String PROGRESS = """
            UPDATE rfm_model SET buckets = ?, customers = ?, spenders = ?,
                leased_until = clock_timestamp() + interval '30 seconds'
            WHERE number = ? AND state = 'COMPUTING'
            """;
    private static final String COMPUTED = """
            UPDATE rfm_model SET state = 'RELEASING', currency = ?, thresholds = ?, scores = ?, buckets = ?, customers = ?,
                spenders = ?, leased_until = NULL
            WHERE number = ? AND state = 'COMPUTING'
            """;
    private static final String END = """
            UPDATE rfm_model SET state = ?, failure = ?, finished_at = ?, leased_until = NULL
            WHERE number = ? AND state = ?
            """;
    private static final String RELEASE = "UPDATE rfm_model SET leased_until = NULL WHERE number = ?";
    private static final String PAGE =
            "SELECT " + COLUMNS + " FROM rfm_model WHERE number < ? ORDER BY number DESC LIMIT ?";
    private static final String ONE = "SELECT " + COLUMNS + " FROM rfm_model WHERE number = ?";
    private static final TypeReference<List<ScoreCount>> SCORES = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    RfmVersions(Database database, ObjectMapper json) {
        this.database = database.failingWith("versions of the model could not be read or stored");
        this.json = json;
    }

    /// Empty while one is at work.
    Optional<RfmVersion> begin(Instant asOf, String requestedBy) {
        return database.first(BEGIN_NOW, this::version, asOf, requestedBy);
    }

    /// If one was begun before, and so long ago as the settings say.
    Optional<RfmVersion> beginIfDue(Instant now) {
        return database.first(BEGIN_IF_DUE, this::version, now, null, now);
    }

    /// The one at work, if nobody works on it.
    Optional<RfmVersion> lease() {
        return database.first(LEASE, this::version);
    }

    /// Keeps the lease, too; false where somebody else has computed it.
    boolean progress(int number, int buckets, Population population) {
        return database.update(
                        PROGRESS, (short) buckets, (long) population.customers(), (long) population.spenders(), number)
                == 1;
    }

    void computed(RfmModel model, Population population) {
        database.update(
                COMPUTED,
                model.settings().currency(),
                written(model.thresholds()),
                written(population.counted(model)),
                (short) Bucket.COUNT,
                (long) population.customers(),
                (long) population.spenders(),
                model.number());
    }

    void failed(int number, @Nullable String why, Instant now) {
        database.update(END, "FAILED", why, now, number, "COMPUTING");
    }

    void done(int number, Instant now) {
        database.update(END, "DONE", null, now, number, "RELEASING");
    }

    /// Whoever looks next may go on at once.
    void release(int number) {
        database.update(RELEASE, number);
    }

    /// Newest first, from before a number on.
    List<RfmVersion> before(int number, int most) {
        return database.query(PAGE, this::version, number, most);
    }

    Optional<RfmVersion> withNumber(int number) {
        return database.first(ONE, this::version, number);
    }

    private RfmVersion version(ResultSet row) throws SQLException {
        return new RfmVersion(
                row.getInt("number"),
                RfmVersion.State.valueOf(row.getString("state")),
                row.getString("failure"),
                RfmModels.settings(row),
                Database.instant(row, "as_of"),
                row.getString("requested_by"),
                row.getInt("buckets"),
                row.getLong("customers"),
                row.getLong("spenders"),
                thresholds(row.getString("thresholds")),
                scores(row.getString("scores")),
                Database.optionalInstant(row, "finished_at"));
    }

    private @Nullable Thresholds thresholds(@Nullable String stored) {
        try {
            return stored == null ? null : json.readValue(stored, Thresholds.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored thresholds are no JSON", broken);
        }
    }

    private List<ScoreCount> scores(@Nullable String stored) {
        try {
            return stored == null ? List.of() : json.readValue(stored, SCORES);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored scores are no JSON", broken);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a model could not be written", impossible);
        }
    }
}
