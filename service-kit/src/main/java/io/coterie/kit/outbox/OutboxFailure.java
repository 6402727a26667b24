package io.coterie.kit.outbox;

import java.sql.SQLException;

/// The outbox could not be read or written; the cause says why.
public final class OutboxFailure extends RuntimeException {
    OutboxFailure(String what, SQLException cause) {
        super(what, cause);
    }
}
