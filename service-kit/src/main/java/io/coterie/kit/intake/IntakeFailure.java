package io.coterie.kit.intake;

import java.sql.SQLException;

/// The tables of the intake could not be read or written; the cause says why.
public final class IntakeFailure extends RuntimeException {
    IntakeFailure(String what, SQLException cause) {
        super(what, cause);
    }
}
