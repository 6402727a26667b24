package io.coterie.customer.erasure;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Certificates to read.
@Singleton
class Certificates {
    private static final String FIND = "SELECT erasure_id, erased_at FROM tombstone WHERE customer_id = ?";

    private final Database database;
    private final Receipts receipts;

    Certificates(Database database, Receipts receipts) {
        this.database = database.failingWith("a certificate could not be read");
        this.receipts = receipts;
    }

    private record Known(UUID id, Instant erasedAt) {}

    /// By any id of the person.
    @Transactional
    Optional<Certificate> of(UUID customer) {
        return database.first(
                        FIND,
                        row -> new Known(Database.uuid(row, "erasure_id"), Database.instant(row, "erased_at")),
                        customer)
                .map(known -> Certificate.of(known.id, customer, known.erasedAt, receipts.of(known.id)));
    }
}
