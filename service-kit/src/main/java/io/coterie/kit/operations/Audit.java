package io.coterie.kit.operations;

import io.coterie.kit.web.Caller;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Writes down who did what to which message, in the log category `io.coterie.audit`. Ids alone: no content, no name
/// of a person.
@Singleton
public class Audit {
    private static final Logger LOG = Logger.getLogger("io.coterie.audit");

    private final Caller caller;

    Audit(Caller caller) {
        this.caller = caller;
    }

    public void note(String what, Object id) {
        LOG.infof("%s %s by subject %s", what, id, caller.subject());
    }
}
