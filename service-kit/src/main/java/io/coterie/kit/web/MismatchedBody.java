package io.coterie.kit.web;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// 400 for JSON that is well formed but of another shape than the endpoint reads. The problem extension does not know
/// this exception, and Quarkus's own answer is no problem.
class MismatchedBody {
    /// Tells where in the body, never what stood there.
    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException mismatch) {
        String where = mismatch.getPath().stream().map(MismatchedBody::step).collect(Collectors.joining("."));
        Class<?> target = mismatch.getTargetType();
        String expected = target == null || target.isRecord() ? "another kind of value" : target.getSimpleName();
        return Problems.invalid(where.isEmpty() ? "body" : where, expected).toResponse();
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName();
    }
}
