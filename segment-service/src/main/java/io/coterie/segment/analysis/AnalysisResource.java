package io.coterie.segment.analysis;

import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.definition.SegmentLookup;
import io.coterie.segment.membership.CompleteHistory;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Segments compared with each other, and with themselves at another time.
@Path("/analysis")
@Tag(name = "Analysis")
@RunOnVirtualThread
class AnalysisResource {
    private static final int MOST = 12;

    private final SegmentLookup segments;
    private final CompleteHistory history;
    private final AnalyseSegments analyse;

    AnalysisResource(SegmentLookup segments, CompleteHistory history, AnalyseSegments analyse) {
        this.segments = segments;
        this.history = history;
        this.analyse = analyse;
    }

    /// @param segments keys, each once
    /// @param asOf an instant that has come; now where absent
    record Compared(
            @NotNull @Size(min = 2, max = MOST) List<@NotNull String> segments,
            @Nullable String asOf) {}

    @POST
    @Path("/overlap")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "How 2 to 12 segments share their members",
            description =
                    "Their sizes, the intersection of every two with its Jaccard index, and how many are in each "
                            + "combination of them and in no other one. By the active versions, now or as recorded by an instant.")
    public Overlap overlap(@Valid @NotNull Compared compared) {
        List<AnalyseSegments.Chosen> chosen = chosen(compared.segments(), i -> "/segments/" + i);
        return analyse.overlap(chosen, history.until("asOf", compared.asOf()));
    }

    @GET
    @Path("/transitions")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "Who moved between segments from one instant to another",
            description =
                    "How many members of each of up to 12 segments (keys, separated by commas) at the first instant "
                            + "are in which at the second, which is now where it is absent; and who entered, left and stayed.")
    public Transitions transitions(
            @QueryParam("segments") @Nullable String keys,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        List<AnalyseSegments.Chosen> chosen = chosen(split(keys), i -> "segments");
        if (from == null) {
            throw Problems.invalid("from", "an instant such as 2026-01-31T10:00:00Z");
        }
        Instant end = history.until("to", to);
        Instant start = history.until("from", from);
        if (start.isAfter(end)) {
            throw Problems.invalid("to", "an instant after from");
        }
        return analyse.transitions(chosen, start, end);
    }

    private static List<String> split(@Nullable String keys) {
        List<String> all = keys == null || keys.isBlank() ? List.of() : List.of(keys.split(",", -1));
        if (all.isEmpty() || all.size() > MOST) {
            throw Problems.invalid("segments", "1 to " + MOST + " keys, separated by commas");
        }
        return all;
    }

    /// @param where names the place of the i-th key in the input
    private List<AnalyseSegments.Chosen> chosen(List<String> keys, IntFunction<String> where) {
        List<AnalyseSegments.Chosen> chosen = new ArrayList<>();
        for (String key : keys) {
            String place = where.apply(chosen.size());
            SegmentLookup.Found found =
                    segments.find(key).orElseThrow(() -> Problems.invalid(place, "the key of a segment that exists"));
            chosen.add(new AnalyseSegments.Chosen(found.id(), found.key()));
        }
        if (new HashSet<>(chosen).size() < chosen.size()) {
            throw Problems.invalid(where.apply(0), "each segment once");
        }
        return chosen;
    }
}
