package io.coterie.customer.source;

import io.coterie.customer.text.Refused;
import io.coterie.customer.text.Words;
import io.coterie.customer.web.Limit;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/sources")
@RunOnVirtualThread
@Tag(name = "Sources")
class SourceResource {
    private final Sources sources;
    private final Rejections rejections;

    SourceResource(Sources sources, Rejections rejections) {
        this.sources = sources;
        this.rejections = rejections;
    }

    record Opening(@Nullable String key, @Nullable String name) {}

    record Opened(UUID id, String key, String name, String writeKey) {}

    record Listed(UUID id, String key, String name, Instant createdAt) {}

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Open a source of facts",
            description = "Answers with the write key, which is never shown again.")
    public Opened open(@Nullable Opening body) {
        if (body == null) {
            throw new Refused("body", "{\"key\", \"name\"}");
        }
        String key = Words.key("key", body.key);
        String name = body.name == null ? key : Words.checked("name", body.name);
        var opened = sources.open(key, name)
                .orElseThrow(() -> Problems.conflict("key-taken", "there is a source " + key + " already"));
        return new Opened(opened.source().id(), key, name, opened.writeKey().value());
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All sources, without their write keys")
    public Page<Listed> list(
            @QueryParam("limit") @DefaultValue("100") int limit, @QueryParam("after") @Nullable UUID after) {
        int most = Limit.checked(limit);
        return Page.of(
                        sources.after(after, most + 1),
                        most,
                        source -> source.id().toString())
                .map(source -> new Listed(source.id(), source.key(), source.name(), source.createdAt()));
    }

    @GET
    @Path("/{id}/rejections")
    @RolesAllowed({Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Items of the source that were refused, newest first, and why")
    public Page<Rejection> rejections(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("after") @Nullable String after) {
        int most = Limit.checked(limit);
        if (!sources.exists(id)) {
            throw Problems.notFound("source", id);
        }
        return Page.of(rejections.newestFirst(id, after, most + 1), most, Rejection::cursor);
    }
}
