package io.coterie.campaign.store;

import java.sql.SQLException;

/// The database refused or was away; the cause says which. The message is the state alone: errors may quote data.
public final class StoreFailure extends RuntimeException {
    StoreFailure(SQLException cause) {
        super("SQL state " + cause.getSQLState(), cause);
    }
}
