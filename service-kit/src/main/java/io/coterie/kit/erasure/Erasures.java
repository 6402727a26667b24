package io.coterie.kit.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Erasures of this service: begun with a tombstone, worked off by [ErasureLoop], ended with a receipt.
@Singleton
public class Erasures {
    static final String TOPIC = "erasures";
    private static final String BEGIN = """
            INSERT INTO erasure (id, customer_id, customer_ids, erased_at, counts) VALUES (?, ?, ?, ?, ?::jsonb)
            ON CONFLICT DO NOTHING
            """;
    private static final String FIND = "SELECT erased_at, finished_at, counts FROM erasure WHERE id = ?";

    private final Database database;
    private final Notifications notifications;
    private final Tombstones tombstones;
    private final Instance<PersonalData> data;
    private final ObjectMapper json;
    private final Clock clock;
    private final String service;

    public Erasures(
            Database database,
            Notifications notifications,
            Tombstones tombstones,
            Instance<PersonalData> data,
            ObjectMapper json,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.database = database.failingWith("an erasure could not be read or stored");
        this.notifications = notifications;
        this.tombstones = tombstones;
        this.data = data;
        this.json = json;
        this.clock = clock;
        this.service = service;
    }

    /// How far an erasure is here.
    ///
    /// @param counts what was erased so far, by kind of row
    public record Progress(Instant erasedAt, @Nullable Instant finishedAt, Map<String, Long> counts) {}

    /// Takes `customer.erased.v1`. One that comes again after the end gets the same receipt again.
    @Transactional(Transactional.TxType.MANDATORY)
    public void receive(ReceivedEvent event) {
        tombstones.alone();
        event.items().forEach(item -> {
            Erasure erasure = Erasure.read(item, json);
            if (!begin(erasure, Map.of())) {
                find(erasure.id()).ifPresent(known -> repeatReceipt(erasure, known));
            }
        });
    }

    /// Sets the tombstones; the rest follows. The caller has the tombstones alone. False where it was begun before.
    ///
    /// @param erased what the caller has erased itself, by kind of row
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean begin(Erasure erasure, Map<String, Long> erased) {
        tombstones.set(erasure);
        int written = database.update(
                BEGIN,
                erasure.id(),
                erasure.customerId(),
                erasure.customers(),
                erasure.erasedAt(),
                json.valueToTree(erased).toString());
        notifications.afterCommit(TOPIC);
        return written == 1;
    }

    @Transactional
    public Optional<Progress> find(UUID erasureId) {
        return database.first(FIND, this::progress, erasureId);
    }

    private void repeatReceipt(Erasure erasure, Progress known) {
        if (known.finishedAt != null) {
            data.get().erased(erasure, receipt(erasure, known.finishedAt, known.counts));
        }
    }

    /// Ends an erasure whose row the caller has locked.
    void finish(Erasure erasure) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.update("UPDATE erasure SET finished_at = ?, lease_holder = NULL WHERE id = ?", now, erasure.id());
        Progress progress = find(erasure.id()).orElseThrow();
        data.get().erased(erasure, receipt(erasure, now, progress.counts));
    }

    private ErasureCompleted receipt(Erasure erasure, Instant finishedAt, Map<String, Long> counts) {
        return ErasureCompleted.of(service, erasure, finishedAt, counts);
    }

    private Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                Database.instant(row, "erased_at"),
                Database.optionalInstant(row, "finished_at"),
                counts(row.getString("counts")));
    }

    private Map<String, Long> counts(String stored) {
        try {
            return json.readValue(stored, new TypeReference<TreeMap<String, Long>>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("stored counts are no JSON", impossible);
        }
    }
}
