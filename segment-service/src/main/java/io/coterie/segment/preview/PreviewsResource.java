package io.coterie.segment.preview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.coterie.segment.rule.Sentence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// How large a segment would be, before its rule is saved.
@Path("/rules")
@Tag(name = "Rules")
@RunOnVirtualThread
class PreviewsResource {
    private final BeginPreview begin;
    private final Previews previews;

    PreviewsResource(BeginPreview begin, Previews previews) {
        this.begin = begin;
        this.previews = previews;
    }

    record Proposal(@NotNull JsonNode rule) {}

    /// @param asOf the instant for which customers are counted, by what is known of them when they are looked at
    /// @param estimate with its 95 % interval; absent for a moment
    /// @param examples up to ten customers of the sample who would be in the segment; in the first answer alone
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(
            UUID id,
            String sentence,
            Instant asOf,
            @Nullable Estimate estimate,
            @Nullable List<UUID> examples,
            Exact exact) {
        static View of(Preview preview, @Nullable List<UUID> examples) {
            return new View(
                    preview.id(),
                    Sentence.of(preview.rule()),
                    preview.asOf(),
                    preview.estimate(),
                    examples,
                    Exact.of(preview.counted()));
        }
    }

    /// @param done buckets counted
    /// @param total buckets in all
    /// @param customers how many are in those counted
    /// @param size absent until all are counted
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Exact(
            State state,
            int done,
            int total,
            long customers,
            @Nullable Long size) {
        static Exact of(Counted counted) {
            return new Exact(
                    counted.isComplete() ? State.DONE : State.COUNTING,
                    counted.buckets(),
                    Bucket.COUNT,
                    counted.customers(),
                    counted.isComplete() ? counted.members() : null);
        }
    }

    enum State {
        COUNTING,
        DONE;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @POST
    @Path("/preview")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "How large a segment with this rule would be: an estimate at once, the exact number later",
            description =
                    "Some 2000 customers are looked at at once, those of the first whole buckets. Buckets are made "
                            + "by a hash of the customer's id, which no rule can read, so the sample is like one drawn by lot. "
                            + "All are counted from there on; the answer is kept for an hour.")
    public RestResponse<View> preview(@Valid @NotNull Proposal proposal) {
        BeginPreview.Begun begun = begin.begin(proposal.rule());
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.ACCEPTED, View.of(begun.preview(), begun.examples()))
                .location(URI.create("/rules/previews/" + begun.preview().id()))
                .build();
    }

    @GET
    @Path("/previews/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "How far the count for a preview is, and the exact number once all are counted")
    public View one(@PathParam("id") UUID id) {
        return View.of(previews.withId(id).orElseThrow(() -> Problems.notFound("preview", id)), null);
    }

    @DELETE
    @Path("/previews/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Count no further for a preview, and forget it")
    public void forget(@PathParam("id") UUID id) {
        if (!previews.delete(id)) {
            throw Problems.notFound("preview", id);
        }
    }
}
