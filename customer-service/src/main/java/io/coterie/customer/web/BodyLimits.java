package io.coterie.customer.web;

import io.coterie.kit.web.Problems;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Only uploads are large: any other announced body over 1 MB is refused before it is read.
class BodyLimits {
    private static final int MOST_BYTES = 1024 * 1024;

    @ServerRequestFilter(preMatching = true)
    @Nullable
    public Response announcedSize(ContainerRequestContext request) {
        boolean upload = request.getUriInfo().getPath().startsWith("/imports");
        return upload || request.getLength() <= MOST_BYTES
                ? null
                : Problems.tooLarge("body", MOST_BYTES + " bytes").toResponse();
    }
}
