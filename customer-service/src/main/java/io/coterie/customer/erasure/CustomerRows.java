package io.coterie.customer.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.PersonalData;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.List;

/// What is left of a customer when profile and identities are gone.
@Singleton
class CustomerRows implements PersonalData {
    private final Database database;
    private final Receipts receipts;

    CustomerRows(Database database, Receipts receipts) {
        this.database = database;
        this.receipts = receipts;
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new TableRows(database, "consents", "consent", "bucket, customer_id, channel, purpose, version"),
                new TableRows(database, "behaviours", "behaviour", "bucket, customer_id, occurred_at, id"),
                new OpenImports(database));
    }

    @Override
    public void erased(Erasure erasure, ErasureCompleted receipt) {
        receipts.keep("customer", receipt);
    }
}
