package io.coterie.customer.web;

import io.coterie.customer.text.Refused;
import io.coterie.kit.web.Problems;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// A refused value is the caller's to repair: 400 with the place and what was expected.
class RefusedMapper {
    @ServerExceptionMapper
    public Response refused(Refused refused) {
        return Problems.invalid(refused.where(), refused.expected()).toResponse();
    }
}
