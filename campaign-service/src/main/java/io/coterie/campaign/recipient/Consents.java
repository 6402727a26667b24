package io.coterie.campaign.recipient;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// Consents as customer-service last told them; the higher version wins, in whatever order they come.
@Singleton
class Consents {
    private static final String UPSERT = """
            INSERT INTO consent (bucket, customer_id, channel, purpose, version, granted, changed_at, historical)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, channel, purpose) DO UPDATE
            SET version = excluded.version, granted = excluded.granted, changed_at = excluded.changed_at,
                historical = excluded.historical
            WHERE consent.version < excluded.version
            """;

    private final Database database;

    Consents(Database database) {
        this.database = database;
    }

    void take(List<Consent> consents) {
        var latest = consents.stream()
                .collect(Collectors.toMap(
                        Consent::key,
                        consent -> consent,
                        BinaryOperator.maxBy(Comparator.comparingLong(Consent::version))))
                .values();
        database.batch(
                UPSERT,
                latest.stream()
                        .sorted(Comparator.comparing(Consent::customerId)
                                .thenComparing(Consent::channel)
                                .thenComparing(Consent::purpose))
                        .map(Consents::row)
                        .toList());
    }

    private static Object[] row(Consent consent) {
        return new Object[] {
            Bucket.of(consent.customerId()),
            consent.customerId(),
            consent.channel(),
            consent.purpose(),
            consent.version(),
            consent.granted(),
            consent.changedAt(),
            consent.historical()
        };
    }
}
