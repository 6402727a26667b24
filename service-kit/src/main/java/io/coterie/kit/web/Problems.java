package io.coterie.kit.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.Duration;

/// Refusals as RFC 9457 problem details: a stable type, what is wrong, where, and what was expected.
public final class Problems {
    private static final String TYPES = "https://coterie.io/problems/";

    private Problems() {}

    /// 400: a field of the input is wrong. `where` is a JSON pointer, a parameter's name or a column.
    public static HttpProblem invalid(String where, String expected) {
        return problem("invalid-input", Status.BAD_REQUEST, "The input is not valid", where + ": expected " + expected)
                .with("field", where)
                .with("expected", expected)
                .build();
    }

    /// 404: nothing of this kind has this id or key.
    public static HttpProblem notFound(String kind, Object id) {
        return problem("not-found", Status.NOT_FOUND, "There is no such " + kind, "no " + kind + " " + id)
                .build();
    }

    /// 409: the request is fine, but the state forbids it.
    public static HttpProblem conflict(String type, String detail) {
        return problem(type, Status.CONFLICT, "The present state does not allow this", detail)
                .build();
    }

    /// 401: the caller did not prove who it is.
    public static HttpProblem unauthorized(String detail) {
        return problem("unauthorized", Status.UNAUTHORIZED, "The caller is not known", detail)
                .build();
    }

    /// 412: `If-Match` names another version than the present one.
    public static HttpProblem changedMeanwhile(String detail) {
        return problem("changed-meanwhile", Status.PRECONDITION_FAILED, "Somebody else was first", detail)
                .build();
    }

    /// 413: the body or an item is larger than what is taken.
    public static HttpProblem tooLarge(String where, String limit) {
        return problem("too-large", Status.REQUEST_ENTITY_TOO_LARGE, "Too large", where + ": at most " + limit)
                .build();
    }

    /// 500: the fault is the service's.
    public static HttpProblem failed() {
        return problem("failed", Status.INTERNAL_SERVER_ERROR, "The service failed", "the log of the service says why")
                .build();
    }

    /// 429: the caller is to come back later.
    public static HttpProblem tooMany(String detail, Duration retryAfter) {
        return problem("too-many-requests", Status.TOO_MANY_REQUESTS, "Not now", detail)
                .withHeader(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
                .build();
    }

    /// 503: what the answer depends on is away, and nothing was changed.
    public static HttpProblem unavailable(String detail) {
        return problem("unavailable", Status.SERVICE_UNAVAILABLE, "Not now", detail)
                .withHeader(HttpHeaders.RETRY_AFTER, 5)
                .build();
    }

    private static HttpProblem.Builder problem(String type, Status status, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create(TYPES + type))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }
}
