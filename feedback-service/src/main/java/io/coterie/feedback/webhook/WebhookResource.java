package io.coterie.feedback.webhook;

import io.coterie.feedback.source.FeedbackSource;
import io.coterie.feedback.source.Sources;
import io.coterie.feedback.tool.Delivery;
import io.coterie.feedback.tool.Provider;
import io.coterie.kit.web.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where survey tools send answers to. The signature is the caller's proof, so no token is asked for.
@Path("/webhooks")
@Consumes(MediaType.WILDCARD)
@PermitAll
@RunOnVirtualThread
class WebhookResource {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int LONGEST_HEADER = 2_000;

    private final Sources sources;
    private final AcceptDelivery acceptDelivery;

    WebhookResource(Sources sources, AcceptDelivery acceptDelivery) {
        this.sources = sources;
        this.acceptDelivery = acceptDelivery;
    }

    /// Never 404 or 410: Typeform would disable the webhook for good.
    @POST
    @Path("/typeform/{source}")
    @Operation(summary = "Take in a delivery of Typeform, signed by it")
    public AcceptDelivery.Accepted typeform(
            @PathParam("source") String id, @Context HttpHeaders headers, InputStream body) throws IOException {
        HttpProblem unknown = Problems.unauthorized("the source or the signature is not known");
        return accept(source(id, Provider.TYPEFORM).orElseThrow(() -> unknown), headers, body);
    }

    @POST
    @Path("/standard/{source}")
    @Operation(summary = "Take in a delivery that is signed as Standard Webhooks says")
    public AcceptDelivery.Accepted standard(
            @PathParam("source") String id, @Context HttpHeaders headers, InputStream body) throws IOException {
        HttpProblem unknown = Problems.notFound("feedback source of this provider", id);
        return accept(source(id, Provider.STANDARD).orElseThrow(() -> unknown), headers, body);
    }

    private AcceptDelivery.Accepted accept(FeedbackSource source, HttpHeaders headers, InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Problems.tooLarge("body", "1 MB");
        }
        return acceptDelivery.accept(source, new Delivery(bytes, meaningful(source.provider(), headers)));
    }

    private Optional<FeedbackSource> source(String id, Provider provider) {
        try {
            return sources.find(UUID.fromString(id)).filter(source -> source.provider() == provider);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static Map<String, String> meaningful(Provider provider, HttpHeaders headers) {
        Map<String, String> kept = new HashMap<>();
        for (String name : provider.tool().headers()) {
            String value = headers.getHeaderString(name);
            if (value != null && value.length() <= LONGEST_HEADER) {
                kept.put(name, value);
            }
        }
        return kept;
    }
}
