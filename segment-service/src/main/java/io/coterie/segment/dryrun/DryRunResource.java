package io.coterie.segment.dryrun;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.evaluation.Definition;
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
import org.jspecify.annotations.Nullable;

/// What a version would change, before it does.
@Path("/segments/{key}/versions/{version}/dry-run")
@Tag(name = "Segments")
@RunOnVirtualThread
class DryRunResource {
    private final SegmentLookup segments;
    private final StartDryRun start;
    private final DryRuns runs;

    DryRunResource(SegmentLookup segments, StartDryRun start, DryRuns runs) {
        this.segments = segments;
        this.start = start;
        this.runs = runs;
    }

    /// @param done buckets counted
    /// @param total buckets in all
    /// @param enter customers who are outside and would be members, with up to 20 of them
    /// @param leave customers who are members and would not be
    /// @param stay customers who are members and would remain so
    /// @param failure why it cannot go on; only when it failed
    record Progress(
            UUID id,
            DryRun.State state,
            int done,
            int total,
            Tally enter,
            Tally leave,
            Tally stay,
            @Nullable String failure) {
        static Progress of(DryRun run) {
            return new Progress(
                    run.id(),
                    run.state(),
                    Math.max(run.place().bucket(), 0),
                    Bucket.COUNT,
                    run.outcome().entering(),
                    run.outcome().leaving(),
                    run.outcome().staying(),
                    run.failure());
        }
    }

    record DryRunning(Progress dryRun) {}

    @POST
    @RolesAllowed({Roles.MARKETER, Roles.OPERATOR})
    @Operation(summary = "Count who would enter, leave and stay if a version were activated; nothing is changed")
    public Response begin(@PathParam("key") String key, @PathParam("version") int version) {
        return Response.accepted(new DryRunning(Progress.of(start.start(ref(key, version)))))
                .build();
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "How far the latest dry run of a version is, and what it has counted")
    public DryRunning latest(@PathParam("key") String key, @PathParam("version") int version) {
        return new DryRunning(Progress.of(
                runs.latest(ref(key, version)).orElseThrow(() -> Problems.notFound("dry run of version", version))));
    }

    private Definition.Ref ref(String key, int version) {
        return new Definition.Ref(segments.byKey(key).id(), version);
    }
}
