package io.coterie.customer.web;

import io.coterie.kit.web.Problems;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Only uploads are large: any other body over 1 MB is refused, before it is read where its length is announced,
/// else while it is read.
class BodyLimits {
    private static final long MOST_BYTES = 1024 * 1024;
    /// Read by Quarkus when it opens the body's stream.
    private static final String LIMIT_OF_THE_REQUEST = "io.quarkus.max-request-size";

    @ServerRequestFilter(preMatching = true)
    public @Nullable Response limit(ContainerRequestContext request, RoutingContext routing) {
        if (request.getUriInfo().getPath().startsWith("/imports")) {
            return null;
        }
        routing.put(LIMIT_OF_THE_REQUEST, MOST_BYTES);
        return request.getLength() <= MOST_BYTES
                ? null
                : Problems.tooLarge("body", MOST_BYTES + " bytes").toResponse();
    }
}
