package io.coterie.feedback.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.feedback.tool.Provider;
import io.coterie.feedback.tool.Secret;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Where survey tools are introduced. A secret goes in and never comes out.
@Path("/feedback-sources")
@RunOnVirtualThread
class SourceResource {
    record NewSource(
            @Nullable String provider,
            @Nullable String name,
            @Nullable Secret secret,
            @Nullable JsonNode mapping) {}

    record Created(UUID id, URI url) {}

    record SourceView(UUID id, Provider provider, String name, JsonNode mapping, URI url, Instant createdAt) {}

    private final AddSource addSource;
    private final Sources sources;
    private final ObjectMapper json;
    private final String publicUrl;

    SourceResource(
            AddSource addSource,
            Sources sources,
            ObjectMapper json,
            @ConfigProperty(name = "coterie.public-url") String publicUrl) {
        this.addSource = addSource;
        this.sources = sources;
        this.json = json;
        this.publicUrl = publicUrl;
    }

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Add a source of feedback")
    public Response add(@Nullable NewSource body) {
        if (body == null) {
            throw Problems.invalid("body", "a feedback source");
        }
        FeedbackSource source = addSource.add(body.provider(), body.name(), body.secret(), body.mapping());
        return Response.created(URI.create("/feedback-sources/" + source.id()))
                .entity(new Created(source.id(), url(source)))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All sources, without their secrets")
    public Page<SourceView> list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        return Page.of(sources.list(after, limit + 1), limit, last -> last.id().toString())
                .map(this::view);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "A source, without its secret")
    public SourceView one(@PathParam("id") UUID id) {
        return sources.find(id).map(this::view).orElseThrow(() -> Problems.notFound("feedback source", id));
    }

    private SourceView view(FeedbackSource source) {
        return new SourceView(
                source.id(), source.provider(), source.name(), mapping(source), url(source), source.createdAt());
    }

    private URI url(FeedbackSource source) {
        return URI.create(publicUrl + "/webhooks/" + source.provider().key() + "/" + source.id());
    }

    private JsonNode mapping(FeedbackSource source) {
        try {
            return json.readTree(source.mapping());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("mapping of feedback source " + source.id(), impossible);
        }
    }
}
