package io.coterie.segment.membership;

import java.sql.SQLException;

/// A table of the service could not be read or written; the cause says why.
public final class StoreFailure extends RuntimeException {
    public StoreFailure(String what, SQLException cause) {
        super(what, cause);
    }
}
