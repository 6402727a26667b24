package io.coterie.campaign.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Deliveries stay for the counts of their campaign, but nobody can tell any more whose they were: every id that leads
/// to the person is replaced by a random one. What was not sent yet is suppressed; what is being sent settles first.
final class NamedDeliveries implements Kind {
    private static final int MOST_ROWS = 1_000;
    private static final String OF = """
            SELECT bucket, id FROM delivery WHERE bucket = ANY (?) AND customer_id = ANY (?) AND state <> 'sending'
            ORDER BY bucket, id LIMIT ? FOR UPDATE
            """;
    private static final String FORGET = """
            UPDATE delivery SET bucket = ?, id = ?, customer_id = ?, trigger_id = campaign_id, causation_id = ?,
                   correlation_id = ?, message_id = NULL, claim = NULL, traceparent = NULL, anonymous = true,
                   version = version + 1,
                   state = CASE state WHEN 'pending' THEN 'suppressed' ELSE state END,
                   reason = CASE state WHEN 'pending' THEN 'erased' ELSE reason END,
                   decided_at = coalesce(decided_at, ?)
            WHERE bucket = ? AND id = ?
            """;
    private static final String LEFT =
            "SELECT 1 FROM delivery WHERE bucket = ANY (?) AND customer_id = ANY (?) LIMIT 1";

    private final Database database;
    private final Clock clock;

    NamedDeliveries(Database database, Clock clock) {
        this.database = database.failingWith("deliveries could not be erased");
        this.clock = clock;
    }

    private record Row(int bucket, UUID id) {}

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        List<Row> rows = database.query(
                OF,
                row -> new Row(row.getInt("bucket"), Database.uuid(row, "id")),
                TableRows.buckets(erasure),
                erasure.customers(),
                MOST_ROWS);
        Instant now = clock.instant();
        database.batch(FORGET, rows.stream().map(row -> forgotten(row, now)).toList());
        return new Slice(rows.size(), rows.isEmpty() ? null : after);
    }

    private static Object[] forgotten(Row row, Instant now) {
        UUID nobody = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        return new Object[] {Bucket.of(nobody), id, nobody, id, id, now, row.bucket, row.id};
    }

    @Override
    public boolean remains(Erasure erasure) {
        return database.first(LEFT, row -> true, TableRows.buckets(erasure), erasure.customers())
                .isPresent();
    }
}
