package io.coterie.segment.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.audit.AuditTrail;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Segments and the versions of their rules.
@Path("/segments")
@Tag(name = "Segments")
@RunOnVirtualThread
class SegmentsResource {
    private static final String SLUG = "[a-z][a-z0-9-]{0,62}";

    private final Segments segments;
    private final Versions versions;
    private final SaveSegment save;
    private final SegmentViews views;
    private final AuditTrail audit;

    SegmentsResource(Segments segments, Versions versions, SaveSegment save, SegmentViews views, AuditTrail audit) {
        this.segments = segments;
        this.versions = versions;
        this.save = save;
        this.views = views;
        this.audit = audit;
    }

    record NewSegment(
            @NotNull @Pattern(regexp = SLUG) String key,
            @Nullable @Size(max = 200) String name,
            @NotNull JsonNode rule) {}

    record NewVersion(@NotNull JsonNode rule) {}

    @POST
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Save a segment; its first version is staged")
    public Response create(@Valid @NotNull NewSegment request) {
        String name = request.name() == null ? request.key() : request.name();
        save.create(request.key(), name, request.rule());
        return Response.created(URI.create("/segments/" + request.key()))
                .entity(views.one(request.key()))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "List segments by key: those in use, or those that are archived")
    public Page<SegmentViews.SegmentView> list(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("archived") @DefaultValue("false") boolean archived) {
        return views.after(after, archived, limit);
    }

    @GET
    @Path("/{key}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One segment, by its active version or, before the first activation, its newest")
    public SegmentViews.SegmentView one(@PathParam("key") String key) {
        return views.one(key);
    }

    @POST
    @Path("/{key}/versions")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Save another version of a segment's rule; it is staged")
    public Response addVersion(@PathParam("key") String key, @Valid @NotNull NewVersion request) {
        VersionEntity staged = save.addVersion(key, request.rule());
        return Response.created(URI.create("/segments/" + key + "/versions/" + staged.version))
                .entity(views.view(staged))
                .build();
    }

    @GET
    @Path("/{key}/versions")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All versions of a segment, newest first")
    public Page<SegmentViews.VersionView> versions(@PathParam("key") String key) {
        List<SegmentViews.VersionView> all =
                versions.of(byKey(key)).stream().map(views::view).toList();
        return new Page<>(all, null);
    }

    @GET
    @Path("/{key}/audit")
    @Transactional
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Who did what to a segment and when, newest first; for what was saved the difference")
    public Page<AuditTrail.Entry> audit(
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable @Pattern(regexp = "\\d{1,18}") String after) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        return Page.of(audit.of(byKey(key).id, before, limit + 1), limit, entry -> String.valueOf(entry.place()));
    }

    private SegmentEntity byKey(String key) {
        return segments.byKey(key).orElseThrow(() -> Problems.notFound("segment", key));
    }
}
