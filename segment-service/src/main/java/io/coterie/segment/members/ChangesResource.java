package io.coterie.segment.members;

import io.coterie.kit.web.Page;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who entered and left a segment, and why.
@Path("/segments/{key}/changes")
@Tag(name = "Members")
@RunOnVirtualThread
class ChangesResource {
    private final SegmentLookup segments;
    private final History history;

    ChangesResource(SegmentLookup segments, History history) {
        this.segments = segments;
        this.history = history;
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Who entered and left, newest first; of all customers or of one")
    public Page<History.Change> changes(
            @PathParam("key") String key,
            @QueryParam("customer") @Nullable UUID customer,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable String after) {
        int segment = segments.byKey(key).id();
        if (customer != null) {
            return new Page<>(history.ofCustomer(customer, segment, limit), null);
        }
        HistoryCursor place = after == null ? HistoryCursor.NEWEST : HistoryCursor.parse(after);
        return Page.of(
                history.ofSegment(segment, place, limit + 1),
                limit,
                change -> HistoryCursor.at(change).toString());
    }
}
