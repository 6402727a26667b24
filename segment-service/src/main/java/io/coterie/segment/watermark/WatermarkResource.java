package io.coterie.segment.watermark;

import io.coterie.kit.intake.ArrivedEvents;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.evaluation.Source;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.jboss.logging.Logger;

/// How far the sources are complete here.
@Path("/operations/watermarks")
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Operations")
class WatermarkResource {
    private static final Logger LOG = Logger.getLogger(WatermarkResource.class);
    private static final int SLICE = 10_000;

    record WatermarkView(String source, @Nullable Instant recordedBefore) {}

    private final Watermarks watermarks;
    private final WatermarkTable table;
    private final ArrivedEvents arrived;
    private final ConsumedTypes consumed;

    WatermarkResource(Watermarks watermarks, WatermarkTable table, ArrivedEvents arrived, ConsumedTypes consumed) {
        this.watermarks = watermarks;
        this.table = table;
        this.arrived = arrived;
        this.consumed = consumed;
    }

    @GET
    @Operation(summary = "Before which time everything that a source recorded has been dealt with")
    public Page<WatermarkView> list() {
        return new Page<>(
                Stream.of(Source.values())
                        .map(source -> new WatermarkView(
                                source.owner(), watermarks.all().get(source)))
                        .toList(),
                null);
    }

    @POST
    @Path("/{source}/restart")
    @Operation(
            summary = "Count a source's events anew from its next heartbeat on",
            description = "After its database was restored from a backup, or its messages were lost: it is for the"
                    + " operator to have the lost facts told again. The watermark itself never goes back.")
    public WatermarkView restart(@PathParam("source") String owner) {
        Source source = Source.ofOwner(owner).orElseThrow(() -> Problems.notFound("source", owner));
        LOG.infof("the events of %s are counted anew", owner);
        while (arrived.forgetPositions(consumed.of(source), SLICE) == SLICE) {
            Thread.onSpinWait();
        }
        table.forgetBase(source);
        return new WatermarkView(owner, watermarks.all().get(source));
    }
}
