package io.coterie.kit.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.operations.Audit;
import io.coterie.kit.replay.StartReplay.Wanted;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Telling facts again, so that whoever reads them can rebuild what it made of them.
@Path("/operations/replay")
@RunOnVirtualThread
@RolesAllowed(Roles.OPERATOR)
@Tag(name = "Operations")
class ReplayResource {
    private final StartReplay startReplay;
    private final Replays replays;
    private final Audit audit;

    ReplayResource(StartReplay startReplay, Replays replays, Audit audit) {
        this.startReplay = startReplay;
        this.replays = replays;
        this.audit = audit;
    }

    /// @param published how many facts of each type are in the outbox, or have left it
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReplayView(
            UUID id,
            ReplayState state,
            Scope scope,
            Map<String, Long> published,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String failure) {
        static ReplayView of(Replay replay) {
            Map<String, Long> published = new LinkedHashMap<>();
            replay.told().forEach(told -> published.put(told.type(), told.facts()));
            return new ReplayView(
                    replay.id(),
                    replay.state(),
                    replay.scope(),
                    published,
                    replay.createdAt(),
                    replay.startedAt(),
                    replay.finishedAt(),
                    replay.failure());
        }
    }

    @POST
    @Operation(
            summary = "Tell facts again: of a customer, of a source, or recorded in a period",
            description = "On the slow lane, as history, with the ids and versions that they were told with. Give"
                    + " customer, or source, or from and to (source and period may combine), and types to narrow it.")
    public Response start(@Nullable Wanted body) {
        if (body == null) {
            throw Problems.invalid("body", "{\"customer\"} or {\"source\"} or {\"from\", \"to\"}");
        }
        ReplayView started = ReplayView.of(startReplay.start(body));
        audit.note("started replay", started.id());
        return Response.accepted(started)
                .location(URI.create("/operations/replay/" + started.id()))
                .build();
    }

    @GET
    @Operation(summary = "All replays, newest first")
    public Page<ReplayView> list(
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        return Page.of(
                        replays.newestFirst(after, limit + 1),
                        limit,
                        replay -> replay.id().toString())
                .map(ReplayView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "How far a replay is")
    public ReplayView one(@PathParam("id") UUID id) {
        return ReplayView.of(find(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            summary = "Stop a replay after the slice at hand",
            description = "What was published stays published: it is harmless.")
    public ReplayView cancel(@PathParam("id") UUID id) {
        find(id);
        replays.cancel(id);
        audit.note("cancelled replay", id);
        Replay ended = find(id);
        if (ended.state() != ReplayState.CANCELLED) {
            throw Problems.conflict(
                    "replay-ended", "the replay is " + ended.state().word());
        }
        return ReplayView.of(ended);
    }

    private Replay find(UUID id) {
        return replays.find(id).orElseThrow(() -> Problems.notFound("replay", id));
    }
}
