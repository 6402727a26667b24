package io.coterie.customer.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.coterie.customer.text.Refused;
import io.coterie.kit.web.Problems;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// A refused value is the caller's to repair: 400 with the place and what was expected.
class RefusedMapper {
    @ServerExceptionMapper
    public Response refused(Refused refused) {
        return Problems.invalid(refused.where(), refused.expected()).toResponse();
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException mismatched) {
        String where = mismatched.getPath().stream().map(RefusedMapper::step).collect(Collectors.joining());
        return Problems.invalid(where.isEmpty() ? "body" : where, kind(mismatched.getTargetType()))
                .toResponse();
    }

    private static String step(JsonMappingException.Reference step) {
        return "/" + (step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        return type != null && Iterable.class.isAssignableFrom(type) && type.isInterface() ? "a list" : "a JSON object";
    }
}
