package io.coterie.feedback.response;

import io.coterie.feedback.answer.Rejection;
import io.coterie.feedback.identity.Identity;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.Payloads;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// What was said, for people who read.
@Path("/responses")
@RunOnVirtualThread
class ResponseResource {
    /// `published`: whether the suite has been told all of it. `raw`: where operators read the payload.
    record ResponseView(
            UUID id,
            UUID source,
            String survey,
            ResponseState state,
            @Nullable String reason,
            @Nullable UUID customerId,
            Map<String, Integer> scores,
            @Nullable String comment,
            List<Identity> identities,
            List<Rejection> rejections,
            Instant occurredAt,
            Instant recordedAt,
            int version,
            boolean published,
            URI raw) {
        static ResponseView of(SurveyResponse response) {
            return new ResponseView(
                    response.id(),
                    response.source(),
                    response.survey(),
                    response.state(),
                    response.reason(),
                    response.customerId(),
                    response.answer().scores(),
                    response.answer().comment(),
                    response.answer().identities(),
                    response.answer().rejections(),
                    response.occurredAt(),
                    response.recordedAt(),
                    response.version(),
                    response.state() == ResponseState.RESOLVED
                            && response.pending().isEmpty(),
                    URI.create("/responses/" + response.id() + "/raw"));
        }
    }

    private final Responses responses;
    private final Payloads payloads;

    ResponseResource(Responses responses, Payloads payloads) {
        this.responses = responses;
        this.payloads = payloads;
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "Responses, newest first")
    public Page<ResponseView> list(
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("source") @Nullable String source,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable String after) {
        var which = new Responses.Which(
                idOf("customer", customer), idOf("source", source), state == null ? null : stateOf(state));
        return Page.of(responses.list(which, after, limit + 1), limit, SurveyResponse::position)
                .map(ResponseView::of);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "A response")
    public ResponseView one(@PathParam("id") UUID id) {
        return ResponseView.of(find(id));
    }

    /// The payload, byte for byte. A download: what a survey tool sent is not for a browser to interpret.
    @GET
    @Path("/{id}/raw")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "The payload of a response, byte for byte")
    public Response raw(@PathParam("id") UUID id) {
        Payload payload =
                payloads.find(find(id).payload()).orElseThrow(() -> Problems.notFound("payload of response", id));
        return Response.ok(payload.body())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + payload.id() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private SurveyResponse find(UUID id) {
        return responses.find(id).orElseThrow(() -> Problems.notFound("response", id));
    }

    private static @Nullable UUID idOf(String parameter, @Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException noId) {
            throw Problems.invalid(parameter, "an id (a UUID)");
        }
    }

    private static ResponseState stateOf(String key) {
        return ResponseState.of(key)
                .orElseThrow(() -> Problems.invalid("state", "resolved, unresolved, unreadable or ignored"));
    }
}
