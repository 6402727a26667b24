package io.coterie.kit.sql;

import java.sql.SQLException;

/// The database refused a statement or was away; the cause says which. The message never repeats the database's own
/// words, which may quote data.
public final class StoreFailure extends RuntimeException {
    public StoreFailure(SQLException cause) {
        this("SQL state " + cause.getSQLState(), cause);
    }

    /// @param what what could not be done, without data
    public StoreFailure(String what, SQLException cause) {
        super(what, cause);
    }
}
