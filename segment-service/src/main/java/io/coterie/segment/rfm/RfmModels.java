package io.coterie.segment.rfm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The versions of the model that have been computed. None ever changes.
@Singleton
public class RfmModels {
    private static final String NEWEST =
            "SELECT max(number) AS number FROM rfm_model WHERE state IN ('RELEASING', 'DONE')";
    private static final String ONE = """
            SELECT number, event, property, currency, look_back, mode, thresholds FROM rfm_model
            WHERE number = ? AND thresholds IS NOT NULL
            """;

    private final Database database;
    private final ObjectMapper json;
    private final Map<Integer, RfmModel> known = new ConcurrentHashMap<>();

    RfmModels(Database database, ObjectMapper json) {
        this.database = database.failingWith("the model of recency, frequency and money could not be read");
        this.json = json;
    }

    /// Empty until one has been computed.
    public Optional<RfmModel> newest() {
        return database.first(NEWEST, row -> row.getObject("number", Integer.class))
                .map(this::withNumber);
    }

    public RfmModel withNumber(int number) {
        RfmModel model = known.get(number);
        if (model == null) {
            model = database.first(ONE, this::model, number).orElseThrow();
            known.put(number, model);
        }
        return model;
    }

    private RfmModel model(ResultSet row) throws SQLException {
        return new RfmModel(row.getInt("number"), settings(row), thresholds(row.getString("thresholds")));
    }

    /// Reads the columns that settings have in every table.
    public static RfmSettings settings(ResultSet row) throws SQLException {
        String lookBack = row.getString("look_back");
        return new RfmSettings(
                row.getString("event"),
                row.getString("property"),
                row.getString("currency"),
                optional(lookBack),
                Mode.valueOf(row.getString("mode")));
    }

    private static @Nullable Duration optional(@Nullable String duration) {
        return duration == null ? null : Duration.parse(duration);
    }

    private Thresholds thresholds(String stored) {
        try {
            return json.readValue(stored, Thresholds.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored thresholds are no JSON", broken);
        }
    }
}
