package io.coterie.kit.operations;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/// Writes down who did what to which message, in the log category `io.coterie.audit`. Ids alone: no content, no name
/// of a person.
@Singleton
public class Audit {
    private static final Logger LOG = Logger.getLogger("io.coterie.audit");

    private final SecurityIdentity caller;

    Audit(SecurityIdentity caller) {
        this.caller = caller;
    }

    public void note(String what, Object id) {
        LOG.infof("%s %s by subject %s", what, id, subject());
    }

    private String subject() {
        Principal principal = caller.getPrincipal();
        return principal instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : "without a token";
    }
}
