package io.coterie.segment.sync;

import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Audiences elsewhere that are kept equal to a segment by signed webhooks (docs/guides/audience-sync.md).
@Path("/segments/{key}/syncs")
@Tag(name = "Syncs")
@RunOnVirtualThread
class SyncsResource {
    private final ManageSyncs manage;
    private final Syncs syncs;
    private final SegmentLookup segments;
    private final Clock clock;

    SyncsResource(ManageSyncs manage, Syncs syncs, SegmentLookup segments, Clock clock) {
        this.manage = manage;
        this.syncs = syncs;
        this.segments = segments;
        this.clock = clock;
    }

    /// @param url where webhooks are posted: https
    record NewSync(@Nullable String url) {}

    /// @param secret `whsec_` and a base64 key: what the receiver verifies signatures with. It is not shown again
    record WithSecret(SyncView sync, String secret) {}

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Keep an audience elsewhere equal to a segment: first all members, then each change",
            description = "The secret is in this answer alone.")
    public Response create(@PathParam("key") String key, @NotNull @Valid NewSync body) {
        ManageSyncs.Keyed created = manage.create(key, body.url());
        return Response.status(Response.Status.CREATED)
                .entity(withSecret(created))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "All syncs of a segment, with how far each is")
    public Page<SyncView> all(@PathParam("key") String key) {
        return new Page<>(
                syncs.of(segments.byKey(key).id()).stream().map(this::view).toList(), null);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "One sync: how far it is, and what its receiver last answered")
    public SyncView one(@PathParam("key") String key, @PathParam("id") UUID id) {
        int segment = segments.byKey(key).id();
        return view(syncs.find(id)
                .filter(sync -> sync.segmentId() == segment)
                .orElseThrow(() -> Problems.notFound("sync", id)));
    }

    @POST
    @Path("/{id}/pause")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Send nothing until it is resumed")
    public SyncView pause(@PathParam("key") String key, @PathParam("id") UUID id) {
        return view(manage.pause(key, id));
    }

    @POST
    @Path("/{id}/resume")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Go on after a pause, or after it was disabled, beginning with all members")
    public SyncView resume(@PathParam("key") String key, @PathParam("id") UUID id) {
        return view(manage.resume(key, id));
    }

    @POST
    @Path("/{id}/resync")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Send all members again; the receiver drops who is not among them")
    public Response resync(@PathParam("key") String key, @PathParam("id") UUID id) {
        return Response.accepted(view(manage.resync(key, id))).build();
    }

    @POST
    @Path("/{id}/rotate-secret")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Make a new secret; for a day messages are signed with the one before as well",
            description = "The secret is in this answer alone.")
    public WithSecret rotate(@PathParam("key") String key, @PathParam("id") UUID id) {
        return withSecret(manage.rotate(key, id));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Send nothing ever again; the receiver is not told")
    public void delete(@PathParam("key") String key, @PathParam("id") UUID id) {
        manage.delete(key, id);
    }

    private WithSecret withSecret(ManageSyncs.Keyed keyed) {
        return new WithSecret(view(keyed.sync()), keyed.secret().revealed());
    }

    private SyncView view(Sync sync) {
        return SyncView.of(sync, syncs.waitingSince(sync.id()).orElse(null), clock.instant());
    }
}
