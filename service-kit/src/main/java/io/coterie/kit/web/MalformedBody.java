package io.coterie.kit.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.jaxrs.WebApplicationExceptionMapper;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// 400 for a body that is no JSON. Quarkus hides Jackson's complaint in a bare exception; here it says where.
class MalformedBody {
    private final WebApplicationExceptionMapper others = new WebApplicationExceptionMapper();

    @ServerExceptionMapper(priority = 1)
    Response malformed(WebApplicationException refused) {
        return refused.getCause() instanceof JsonProcessingException malformed
                ? Problems.invalid("body", "JSON" + place(malformed.getLocation()))
                        .toResponse()
                : others.toResponse(refused);
    }

    /// Line and column, never what stands there.
    private static String place(JsonLocation location) {
        return location == null || location.getLineNr() < 0
                ? ""
                : "; it ceases to be JSON at line %d, column %d"
                        .formatted(location.getLineNr(), location.getColumnNr());
    }
}
