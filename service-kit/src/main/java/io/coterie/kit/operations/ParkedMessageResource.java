package io.coterie.kit.operations;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Problems;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What could not be applied, and what becomes of it.
@Path("/operations/parked-messages")
@RolesAllowed(Roles.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Operations")
class ParkedMessageResource {
    record ParkedMessageView(
            UUID id,
            Instant parkedAt,
            String lane,
            @Nullable UUID eventId,
            @Nullable String type,
            String error,
            int bytes,
            ParkedState state,
            @Nullable Instant settledAt,
            @Nullable String reason,
            @Nullable JsonNode content,
            @Nullable String contentBase64) {
        static ParkedMessageView of(ParkedMessage message) {
            return of(message, ParkedContent.NONE);
        }

        static ParkedMessageView of(ParkedMessage message, ParkedContent content) {
            return new ParkedMessageView(
                    message.id(),
                    message.parkedAt(),
                    Lanes.key(message.lane()),
                    message.eventId(),
                    message.type(),
                    message.error(),
                    message.bytes(),
                    message.state(),
                    message.settledAt(),
                    message.reason(),
                    content.json(),
                    content.base64());
        }
    }

    record Discarding(@Nullable @Size(max = 500) String reason) {}

    /// Which waiting messages to replay, and from which on. A misspelt filter must not mean all.
    record Replaying(
            @Nullable String type,
            @Nullable String lane,
            @Min(1) @Max(Page.MOST) @Nullable Integer limit,
            @Nullable UUID after,
            @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, JsonNode> unknown) {
        ParkedMessages.Which which() {
            if (unknown != null && !unknown.isEmpty()) {
                throw Problems.invalid("body", "no fields but type, lane, limit, after");
            }
            return new ParkedMessages.Which(type, Lanes.of(lane), ParkedState.WAITING);
        }
    }

    private final ParkedMessages parked;
    private final ReplayParked replayParked;
    private final ReplayMany replayMany;
    private final Audit audit;
    private final ObjectMapper json;

    ParkedMessageResource(
            ParkedMessages parked, ReplayParked replayParked, ReplayMany replayMany, Audit audit, ObjectMapper json) {
        this.parked = parked;
        this.replayParked = replayParked;
        this.replayMany = replayMany;
        this.audit = audit;
        this.json = json;
    }

    @GET
    @Operation(summary = "Messages and items that could not be applied, newest first")
    public Page<ParkedMessageView> list(
            @QueryParam("type") @Nullable String type,
            @QueryParam("lane") @Nullable String lane,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Page.MOST) int limit,
            @QueryParam("after") @Nullable UUID after) {
        var which = new ParkedMessages.Which(type, Lanes.of(lane), state == null ? null : stateOf(state));
        return Page.of(
                        parked.list(which, after, limit + 1),
                        limit,
                        message -> message.id().toString())
                .map(ParkedMessageView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One of them, with its content")
    public ParkedMessageView one(@PathParam("id") UUID id) {
        ParkedMessage message = find(id);
        audit.note("read parked message", id);
        ParkedContent content =
                parked.body(id).map(body -> ParkedContent.of(body, json)).orElse(ParkedContent.NONE);
        return ParkedMessageView.of(message, content);
    }

    @POST
    @Path("/{id}/replay")
    @Operation(
            summary = "Apply it again",
            description = "What fails again stays waiting, with the new error: look at the answer's state.")
    public ParkedMessageView replay(@PathParam("id") UUID id) {
        ParkedMessage message = find(id);
        audit.note("replay parked message", id);
        return switch (replayParked.replay(message)) {
            case ReplayParked.Outcome.Replayed replayed -> ParkedMessageView.of(find(id));
            case ReplayParked.Outcome.Failed failed -> ParkedMessageView.of(find(id));
            case ReplayParked.Outcome.Unreadable(String why) -> throw Problems.conflict("unreadable-message", why);
            case ReplayParked.Outcome.Settled settled -> throw alreadySettled(id);
            case ReplayParked.Outcome.Away away -> throw Problems.unavailable("the store is away");
        };
    }

    @POST
    @Path("/replay")
    @Operation(
            summary = "Apply many of them again, newest first",
            description = "At most `limit`, and no longer than some seconds: go on with `after` = `next` until that is"
                    + " null. What fails again stays waiting.")
    public ReplayMany.Counts replayMany(@Valid @Nullable Replaying asked) {
        if (asked == null) {
            throw Problems.invalid("body", "an object with type, lane, limit, after, any of them or none");
        }
        int limit = asked.limit == null ? Page.DEFAULT_LIMIT : asked.limit;
        return replayMany.replay(
                asked.which(), asked.after, limit, message -> audit.note("replay parked message", message.id()));
    }

    @POST
    @Path("/{id}/discard")
    @Operation(summary = "Let it go for good; its content is deleted at once")
    public ParkedMessageView discard(@PathParam("id") UUID id, @Valid @Nullable Discarding discarding) {
        find(id);
        audit.note("discard parked message", id);
        if (!parked.settle(id, ParkedState.DISCARDED, discarding == null ? null : discarding.reason())) {
            throw alreadySettled(id);
        }
        return ParkedMessageView.of(find(id));
    }

    private ParkedMessage find(UUID id) {
        return parked.find(id).orElseThrow(() -> Problems.notFound("parked message", id));
    }

    private static RuntimeException alreadySettled(UUID id) {
        return Problems.conflict("already-settled", "parked message " + id + " was replayed or discarded before");
    }

    private static ParkedState stateOf(String key) {
        return ParkedState.of(key).orElseThrow(() -> Problems.invalid("state", "waiting, replayed or discarded"));
    }
}
