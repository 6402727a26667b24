package io.coterie.segment.members;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.web.Page;
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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
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
        Instant instant = history.until("asOf", asOf);
        Page<Members.Member> page = Page.of(
                members.afterAsOf(segment.id(), instant, after, limit + 1),
                limit,
                member -> member.customerId().toString());
        Long total = after == null ? members.countAsOf(segment.id(), instant) : null;
        return new Audience(page.items(), page.next(), instant, total);
    }

    @GET
    @Path("/export.csv")
    @Produces("text/csv;charset=UTF-8")
    @ResponseHeader(name = HttpHeaders.CONTENT_DISPOSITION, value = "attachment")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "All members of the active version, now or as recorded by an instant, as CSV (RFC 4180)",
            description =
                    "customerId, externalId, since, below a header. An external id that a spreadsheet would take for "
                            + "a formula is led by an apostrophe.")
    public StreamingOutput csv(@PathParam("key") String key, @QueryParam("asOf") @Nullable String asOf) {
        return file(MembersFile.CSV, key, asOf);
    }

    @GET
    @Path("/export.ndjson")
    @Produces("application/x-ndjson")
    @ResponseHeader(name = HttpHeaders.CONTENT_DISPOSITION, value = "attachment")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "All members of the active version, now or as recorded by an instant, a JSON object a line",
            description = "customerId, externalId where it is known, since.")
    public StreamingOutput jsonLines(@PathParam("key") String key, @QueryParam("asOf") @Nullable String asOf) {
        return file(MembersFile.JSON_LINES, key, asOf);
    }

    /// What can be refused is refused before the first byte.
    private StreamingOutput file(MembersFile file, String key, @Nullable String asOf) {
        SegmentLookup.Found segment = segments.byKey(key);
        Instant instant = history.until("asOf", asOf);
        return out -> file.write(out, last -> members.afterAsOf(segment.id(), instant, last, Page.MOST));
    }
}
