package io.coterie.customer.store;

import java.sql.SQLException;

/// The database refused a statement or was away; the cause says which.
public final class StoreFailure extends RuntimeException {
    StoreFailure(SQLException cause) {
        super("the database did not do as asked", cause);
    }
}
