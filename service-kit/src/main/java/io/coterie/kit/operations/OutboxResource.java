package io.coterie.kit.operations;

import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Backlog;
import io.coterie.kit.outbox.Backlog.StuckEvent;
import io.coterie.kit.outbox.Backlog.Summary;
import io.coterie.kit.pressure.OutboxLimits;
import io.coterie.kit.pressure.OutboxPressure;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Events on their way out. Their content is shown to nobody.
@Path("/operations/outbox")
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Operations")
class OutboxResource {
    /// @param pressure `flowing`, `bulk_pauses` or `ingest_refused`
    record OutboxView(String pressure, Map<String, Summary> lanes) {}

    record StuckView(
            UUID id, String type, String lane, Instant createdAt, int attempts, boolean unroutable, int bytes) {
        static StuckView of(StuckEvent event) {
            return new StuckView(
                    event.id(),
                    event.type(),
                    Lanes.key(event.lane()),
                    event.createdAt(),
                    event.attempts(),
                    event.unroutable(),
                    event.bytes());
        }
    }

    record Retried(UUID id) {}

    private final Backlog backlog;
    private final OutboxPressure pressure;
    private final OutboxLimits limits;
    private final Audit audit;

    OutboxResource(Backlog backlog, OutboxPressure pressure, OutboxLimits limits, Audit audit) {
        this.backlog = backlog;
        this.pressure = pressure;
        this.limits = limits;
        this.audit = audit;
    }

    @GET
    @Operation(summary = "How much waits to be published, by lane")
    public OutboxView outbox() {
        Map<String, Summary> lanes = new LinkedHashMap<>();
        for (Lane lane : Lane.values()) {
            lanes.put(Lanes.key(lane), backlog.summary(lane, limits.stuckAfterAttempts()));
        }
        return new OutboxView(pressure.level().name().toLowerCase(Locale.ROOT), lanes);
    }

    @GET
    @Path("/stuck")
    @Operation(summary = "Events that do not get away: tried often, or wanted by no queue; oldest first")
    public Page<StuckView> stuck(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        return Page.of(
                        backlog.stuck(limits.stuckAfterAttempts(), after, limit + 1),
                        limit,
                        event -> event.id().toString())
                .map(StuckView::of);
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Try to publish an event at once")
    public Retried retry(@PathParam("id") UUID id) {
        audit.note("retry pending event", id);
        if (!backlog.retry(id)) {
            throw Problems.notFound("pending event", id);
        }
        return new Retried(id);
    }
}
