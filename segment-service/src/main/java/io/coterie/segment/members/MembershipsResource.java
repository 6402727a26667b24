package io.coterie.segment.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.evaluation.Counterfactual;
import io.coterie.segment.evaluation.Explanation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
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
    /// @param toEnter the fewest leaves that would have to turn for the rule to hold; absent where it holds
    /// @param toLeave the same for the rule to hold no longer; absent where it does not hold
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Explained(
            UUID customerId,
            String segment,
            boolean member,
            History.@Nullable Change change,
            Explanation.@Nullable Node now,
            @Nullable List<Counterfactual.Flip> toEnter,
            @Nullable List<Counterfactual.Flip> toLeave) {
        static Explained of(UUID customer, String key, History.@Nullable Change change, LiveStanding.Now live) {
            Explanation.Node rule = live.rule();
            return new Explained(
                    customer,
                    key,
                    live.member(),
                    change,
                    rule,
                    rule == null || rule.holds() ? null : live.flips(),
                    rule != null && rule.holds() ? live.flips() : null);
        }
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "The segments that a customer is in")
    public Page<Membership> memberships(@PathParam("customerId") UUID customer) {
        return new Page<>(live.memberships(customer), null);
    }

    @GET
    @Path("/{key}/explanation")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "Why a customer entered or left, as stored then, how the rule stands now, and what would turn it",
            description = "What would turn it are the fewest leaves of the rule that would have to come out otherwise, "
                    + "each with by how much it misses that where it compares numbers, dates or lengths of time.")
    public Explained explanation(
            @PathParam("customerId") UUID customer,
            @PathParam("key") String key,
            @QueryParam("change") @Nullable UUID changeId) {
        int segment = segments.byKey(key).id();
        History.Change change = history.one(customer, segment, changeId).orElse(null);
        if (changeId != null && change == null) {
            throw Problems.notFound("change", changeId);
        }
        return Explained.of(customer, key, change, live.explain(customer, key));
    }
}
