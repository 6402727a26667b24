package io.coterie.segment.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.evaluation.Explanation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The segments of one customer, and why.
@Path("/memberships/{customerId}")
@Tag(name = "Members")
@RunOnVirtualThread
class MembershipsResource {
    private final SegmentLookup segments;
    private final History history;
    private final LiveStanding live;

    MembershipsResource(SegmentLookup segments, History history, LiveStanding live) {
        this.segments = segments;
        this.history = history;
        this.live = live;
    }

    record Membership(String segment, Instant since) {}

    /// @param change the change asked for, or the latest, exactly as it was stored then; absent if there was none
    /// @param now the whole rule with what each node sees at this moment; absent before the first activation
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Explained(
            UUID customerId,
            String segment,
            boolean member,
            History.@Nullable Change change,
            Explanation.@Nullable Node now) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "The segments that a customer is in")
    public Page<Membership> memberships(@PathParam("customerId") UUID customer) {
        return new Page<>(live.memberships(customer), null);
    }

    @GET
    @Path("/{key}/explanation")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Why a customer entered or left, as stored then, and how the rule stands now")
    public Explained explanation(
            @PathParam("customerId") UUID customer,
            @PathParam("key") String key,
            @QueryParam("change") @Nullable UUID changeId) {
        int segment = segments.byKey(key).id();
        History.Change change = history.one(customer, segment, changeId).orElse(null);
        if (changeId != null && change == null) {
            throw Problems.notFound("change", changeId);
        }
        LiveStanding.Now now = live.explain(customer, key);
        return new Explained(customer, key, now.member(), change, now.rule());
    }
}
