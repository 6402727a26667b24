package io.coterie.segment.watermark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.sql.Database;
import io.coterie.segment.evaluation.Source;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The watermarks of all sources, shared by all replicas. They never go back.
@Singleton
class WatermarkTable {
    private static final String BEGIN =
            "INSERT INTO watermark (source, recorded_before) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String ALL = "SELECT source, recorded_before FROM watermark";
    private static final String BASE =
            "SELECT position, published FROM watermark WHERE source = ? AND position IS NOT NULL";
    private static final String SET_BASE =
            "UPDATE watermark SET position = ?, published = ? WHERE source = ? AND position IS NULL";
    private static final String ADVANCE = """
            UPDATE watermark SET position = ?, published = ?, recorded_before = greatest(recorded_before, ?)
            WHERE source = ? AND position = ?
            """;
    private static final String FORGET_BASE =
            "UPDATE watermark SET position = NULL, published = NULL WHERE source = ?";
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    WatermarkTable(Database database, ObjectMapper json) {
        this.database = database.failingWith("watermarks could not be read or stored");
        this.json = json;
    }

    Map<Source, Instant> all() {
        Map<Source, Instant> all = new EnumMap<>(Source.class);
        database.query(ALL, row -> {
            Instant time = Database.instant(row, "recorded_before");
            return Source.ofOwner(row.getString("source")).map(source -> all.put(source, time));
        });
        return all;
    }

    /// Every source has a watermark from the first start on: what was decided before is not decided again.
    void beginAt(Instant now) {
        for (Source source : Source.values()) {
            database.update(BEGIN, source.owner(), now);
        }
    }

    /// Empty before the first heartbeat, and after an operator made it forget.
    Optional<Base> base(Source source) {
        return database.first(
                BASE, row -> new Base(row.getLong("position"), counts(row.getString("published"))), source.owner());
    }

    /// What later heartbeats are compared with, where there is nothing yet.
    void setBase(Source source, Base base) {
        database.update(SET_BASE, base.position(), text(base.published()), source.owner());
    }

    /// Unless another replica did meanwhile.
    void advance(Source source, Base from, Heartbeat to) {
        database.update(
                ADVANCE, to.position(), text(to.published()), to.recordedBefore(), source.owner(), from.position());
    }

    void forgetBase(Source source) {
        database.update(FORGET_BASE, source.owner());
    }

    private Map<String, Long> counts(String text) {
        try {
            return json.readValue(text, COUNTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("stored counts are no JSON", broken);
        }
    }

    private String text(Map<String, Long> counts) {
        try {
            return json.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("counts could not be written", impossible);
        }
    }
}
