package io.coterie.kit.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// 401 for calls without a token or with one that does not hold.
///
/// The problem extension has mappers for these too; the release that resolves does not fit this Quarkus and fails on
/// the challenge, so they stand here.
class Unauthenticated {
    @ServerExceptionMapper(priority = 1)
    Response withoutToken(UnauthorizedException refused) {
        return problem("a bearer token is needed");
    }

    @ServerExceptionMapper(priority = 1)
    Response withBadToken(AuthenticationFailedException refused) {
        return problem("the bearer token is expired, not for this suite, or not from its issuer");
    }

    private static Response problem(String detail) {
        HttpProblem problem = HttpProblem.builder()
                .withType(URI.create("https://coterie.io/problems/unauthorized"))
                .withStatus(Status.UNAUTHORIZED)
                .withTitle("The caller is not known")
                .withDetail(detail)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
        return problem.toResponse();
    }
}
