package io.coterie.segment.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.membership.CompleteHistory;
import io.coterie.segment.membership.Members;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Who is in a segment.
@Path("/segments/{key}/members")
@Tag(name = "Members")
@RunOnVirtualThread
class MembersResource {
    private final SegmentLookup segments;
    private final Members members;
    private final CompleteHistory history;

    MembersResource(SegmentLookup segments, Members members, CompleteHistory history) {
        this.segments = segments;
        this.members = members;
        this.history = history;
    }

    /// A page of an audience that stands still: pass `asOf` on to the next page.
    ///
    /// @param total how many members there are at that instant in all; on the first page alone
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Audience(
            List<Members.Member> items,
            @Nullable String next,
            Instant asOf,
            @Nullable Long total) {}

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Members of the active version, now or as recorded by an instant, in the order of their ids")
    public Audience members(
            @PathParam("key") String key,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after,
            @QueryParam("asOf") @Nullable String asOf) {
        SegmentLookup.Found segment = segments.byKey(key);
        Instant instant = asOf == null ? history.untilNow() : complete(asOf);
        Page<Members.Member> page = Page.of(
                members.afterAsOf(segment.id(), instant, after, limit + 1),
                limit,
                member -> member.customerId().toString());
        Long total = after == null ? members.countAsOf(segment.id(), instant) : null;
        return new Audience(page.items(), page.next(), instant, total);
    }

    private Instant complete(String asOf) {
        Instant instant = parsed(asOf);
        history.until(instant);
        return instant;
    }

    private static Instant parsed(String asOf) {
        try {
            return Instant.parse(asOf);
        } catch (DateTimeParseException broken) {
            throw Problems.invalid("asOf", "an instant such as 2026-01-31T10:00:00Z");
        }
    }
}
