package io.coterie.kit.web;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Refusals that are made before an endpoint is reached, as problems. They go before the problem library's own mappers:
/// those for 401 were compiled against an older Quarkus and end in 500, and none knows Jackson's mismatches.
public class RefusalMappers {
    private static final int BEFORE_THE_LIBRARY = 1;

    @ServerExceptionMapper(
            value = {UnauthorizedException.class, AuthenticationFailedException.class},
            priority = BEFORE_THE_LIBRARY)
    public Response unauthorized() {
        return Response.fromResponse(
                        Problems.unauthorized("expected a valid bearer token").toResponse())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /// Tells where in the body, never what stood there.
    @ServerExceptionMapper(priority = BEFORE_THE_LIBRARY)
    public Response mismatched(MismatchedInputException mismatch) {
        String where = mismatch.getPath().stream().map(RefusalMappers::step).collect(Collectors.joining("."));
        Class<?> target = mismatch.getTargetType();
        String expected = target == null || target.isRecord() ? "another kind of value" : target.getSimpleName();
        return Problems.invalid(where.isEmpty() ? "body" : where, expected).toResponse();
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName();
    }
}
