package io.coterie.segment.activation;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Releases of versions.
@Path("/segments/{key}/versions/{version}")
@Tag(name = "Segments")
@RunOnVirtualThread
class ActivationResource {
    private final SegmentLookup segments;
    private final ActivateVersion activate;
    private final CancelActivation cancel;
    private final Activations activations;

    ActivationResource(
            SegmentLookup segments, ActivateVersion activate, CancelActivation cancel, Activations activations) {
        this.segments = segments;
        this.activate = activate;
        this.cancel = cancel;
        this.activations = activations;
    }

    /// @param done buckets evaluated
    /// @param total buckets in all
    record Backfill(UUID id, Activation.State state, int done, int total) {
        static Backfill of(Activation activation) {
            return new Backfill(activation.id(), activation.state(), activation.bucketsEvaluated(), Bucket.COUNT);
        }
    }

    record Activating(Backfill backfill) {}

    @POST
    @Path("/activate")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Make a version the active one: evaluate everybody, then cut over at once")
    public Response activate(@PathParam("key") String key, @PathParam("version") int version) {
        int segment = segments.byKey(key).id();
        Activation activation = switch (segments.stateOf(segment, version)) {
            case STAGED, RETIRED -> activate.begin(segment, version);
            case EVALUATING, ACTIVE -> latest(segment, version);
        };
        return Response.accepted(new Activating(Backfill.of(activation))).build();
    }

    @GET
    @Path("/activation")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "How far the latest activation of a version is")
    public Activating activation(@PathParam("key") String key, @PathParam("version") int version) {
        return new Activating(Backfill.of(latest(segments.byKey(key).id(), version)));
    }

    @POST
    @Path("/activation/cancel")
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(
            summary = "Give up an activation that is still evaluating; the version is staged again",
            description = "409 `cut-over` once everybody reads the version.")
    public Response cancel(@PathParam("key") String key, @PathParam("version") int version) {
        Activation cancelling = cancel.cancel(latest(segments.byKey(key).id(), version));
        return Response.accepted(new Activating(Backfill.of(cancelling))).build();
    }

    private Activation latest(int segment, int version) {
        return activations
                .latest(segment, version)
                .orElseThrow(() -> Problems.notFound("activation of version", version));
    }
}
