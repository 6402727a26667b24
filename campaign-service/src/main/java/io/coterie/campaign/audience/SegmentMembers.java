package io.coterie.campaign.audience;

import io.quarkus.oidc.client.filter.OidcClientFilter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// segment-service's list of a segment's members as of an instant.
@RegisterRestClient(configKey = "segment-service")
@OidcClientFilter
@Path("/segments")
interface SegmentMembers {
    record Member(UUID customerId) {}

    /// @param asOf the instant that the list is of; the first answer pins it for all pages
    /// @param total how many there are, in the first page
    record MembersPage(
            List<Member> items,
            @Nullable String next,
            Instant asOf,
            @Nullable Long total) {}

    @GET
    @Path("/{key}/members")
    MembersPage members(
            @PathParam("key") String key,
            @QueryParam("limit") int limit,
            @QueryParam("after") @Nullable String after,
            @QueryParam("asOf") @Nullable Instant asOf);
}
