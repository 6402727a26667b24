package io.coterie.customer.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.source.Source;
import io.coterie.customer.source.Sources;
import io.coterie.kit.pressure.RefusedUnderPressure;
import io.coterie.kit.web.Problems;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The Segment HTTP API. Callers prove themselves with the write key, in the Basic header or in the body. While too
/// much waits in the outbox they are told to come back.
@Path("/v1")
@PermitAll
@RefusedUnderPressure
@RunOnVirtualThread
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Segment HTTP API")
class CollectResource {
    private final CollectFacts collectFacts;
    private final Sources sources;
    private final Clock clock;
    private final ObjectReader json;

    CollectResource(CollectFacts collectFacts, Sources sources, Clock clock, ObjectMapper mapper) {
        this.collectFacts = collectFacts;
        this.sources = sources;
        this.clock = clock;
        this.json = mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    record Success(boolean success) {}

    @POST
    @Path("/track")
    @Operation(summary = "Record what a customer did")
    public Success track(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body)
            throws IOException {
        return single("track", authorization, body);
    }

    @POST
    @Path("/identify")
    @Operation(summary = "Tell who a customer is: ids and traits")
    public Success identify(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body)
            throws IOException {
        return single("identify", authorization, body);
    }

    @POST
    @Path("/batch")
    @Operation(
            summary = "Record many messages at once",
            description = "At most 500 KB and 2,500 messages of 32 KB. A message that cannot be taken is listed under"
                    + " /sources/{id}/rejections, the others are recorded.")
    public Success batch(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body)
            throws IOException {
        ObjectNode call = read(body);
        Source source = authenticated(authorization, call);
        JsonNode messages = call.path("batch");
        if (!messages.isArray()) {
            throw Problems.invalid("/batch", "a list of messages");
        }
        if (messages.size() > Batch.MOST_ITEMS) {
            throw Problems.tooLarge("/batch", Batch.MOST_ITEMS + " messages");
        }
        Instant now = now();
        collectFacts.collect(source, Batch.of(source.id(), messages, Call.of(call, now)), now);
        return new Success(true);
    }

    @POST
    @Path("/import")
    @Operation(summary = "The same as /v1/batch, under the name that analytics-java uses")
    public Success importAlias(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization, InputStream body)
            throws IOException {
        return batch(authorization, body);
    }

    private Success single(String type, @Nullable String authorization, InputStream body) throws IOException {
        byte[] bytes = Body.read(body);
        if (bytes.length > Item.MOST_BYTES) {
            throw Problems.tooLarge("body", Item.MOST_BYTES + " bytes");
        }
        ObjectNode message = parse(bytes);
        Source source = authenticated(authorization, message);
        Instant now = now();
        message.put("type", type);
        Batch batch = Batch.of(source.id(), List.of(message), new Call(null, null, now));
        collectFacts.collect(source, batch, now);
        if (!batch.rejections().isEmpty()) {
            String[] reason = batch.rejections().getFirst().reason().split(": expected ", 2);
            throw Problems.invalid(reason[0], reason[1]);
        }
        return new Success(true);
    }

    private ObjectNode read(InputStream body) throws IOException {
        return parse(Body.read(body));
    }

    private ObjectNode parse(byte[] body) throws IOException {
        try {
            if (json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw Problems.invalid("body", "JSON");
        }
        throw Problems.invalid("body", "a JSON object");
    }

    private Source authenticated(@Nullable String authorization, ObjectNode body) {
        return WriteKeys.in(authorization, body)
                .flatMap(sources::withWriteKey)
                .orElseThrow(() -> Problems.unauthorized("expected the write key of a source, as the user of Basic"
                        + " authentication or as the body's writeKey"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
