package io.coterie.kit.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.security.Principal;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who made the request that is being answered: the subject of the token, an id and no name.
@Singleton
public class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public String subject() {
        Principal principal = identity.getPrincipal();
        return principal instanceof JsonWebToken token && token.getSubject() != null
                ? token.getSubject()
                : "without a token";
    }
}
