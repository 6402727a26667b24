package io.coterie.customer.erasure;

import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/customers/{id}/erasure")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Erasure")
class ErasureResource {
    private final EraseCustomer eraseCustomer;
    private final Certificates certificates;

    ErasureResource(EraseCustomer eraseCustomer, Certificates certificates) {
        this.eraseCustomer = eraseCustomer;
        this.certificates = certificates;
    }

    @POST
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Erase a person everywhere, for good",
            description = "The id may be unknown: it then never comes to be. Asking again changes nothing.")
    public RestResponse<Certificate> erase(@PathParam("id") UUID id) {
        eraseCustomer.erase(id);
        return RestResponse.ResponseBuilder.create(RestResponse.Status.ACCEPTED, certificate(id))
                .location(URI.create("/customers/" + id + "/erasure"))
                .build();
    }

    @GET
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "The certificate of an erasure",
            description = "It is complete when all services have acknowledged, with what they erased.")
    public Certificate certificate(@PathParam("id") UUID id) {
        return certificates.of(id).orElseThrow(() -> Problems.notFound("erasure of customer", id));
    }
}
