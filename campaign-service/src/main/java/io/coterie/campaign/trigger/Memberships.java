package io.coterie.campaign.trigger;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// The last known membership per customer and segment; the highest state version wins, in whatever order they come.
@Singleton
class Memberships {
    private static final String UPSERT = """
            INSERT INTO membership (bucket, customer_id, segment, state_version, change_id, change, cause, effective_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (bucket, customer_id, segment) DO UPDATE
            SET state_version = excluded.state_version, change_id = excluded.change_id, change = excluded.change,
                cause = excluded.cause, effective_at = excluded.effective_at
            WHERE membership.state_version < excluded.state_version
            """;

    private final Database database;

    Memberships(Database database) {
        this.database = database;
    }

    void take(List<MembershipChange> changes) {
        var latest = changes.stream()
                .collect(Collectors.toMap(
                        MembershipChange::key,
                        change -> change,
                        BinaryOperator.maxBy(Comparator.comparingLong(MembershipChange::stateVersion))))
                .values();
        database.batch(
                UPSERT,
                latest.stream()
                        .sorted(Comparator.comparing(MembershipChange::customerId)
                                .thenComparing(MembershipChange::segment))
                        .map(Memberships::row)
                        .toList());
    }

    private static Object[] row(MembershipChange change) {
        return new Object[] {
            Bucket.of(change.customerId()),
            change.customerId(),
            change.segment(),
            change.stateVersion(),
            change.id(),
            change.change(),
            change.cause(),
            change.effectiveAt()
        };
    }
}
