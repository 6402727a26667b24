package io.coterie.segment.vocabulary;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What editors of rules need to know.
@Path("/rules")
@Tag(name = "Rules")
@RunOnVirtualThread
class RulesResource {
    private static final String SCHEMA = "/rules/rule.schema.json";
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final SampleVocabulary sample;
    private final Clock clock;
    private final String schema = read();
    private volatile @Nullable Kept kept;

    RulesResource(SampleVocabulary sample, Clock clock) {
        this.sample = sample;
        this.clock = clock;
    }

    private record Kept(long minute, Vocabulary vocabulary) {}

    @GET
    @Path("/vocabulary")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "Traits, events, properties and values seen at customers",
            description = "Up to 2000 customers are looked at, others each minute. Values are shown that three of them "
                    + "have, names always.")
    public Vocabulary vocabulary() {
        long minute = clock.instant().getEpochSecond() / KEPT.toSeconds();
        Kept known = kept;
        if (known == null || known.minute() != minute) {
            known = new Kept(minute, sample.from(Math.floorMod(minute * 31, Bucket.COUNT)));
            kept = known;
        }
        return known.vocabulary();
    }

    @GET
    @Path("/schema")
    @Produces("application/schema+json")
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(summary = "The JSON Schema of rules")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = "application/schema+json", schema = @Schema(type = SchemaType.OBJECT)))
    public String schema() {
        return schema;
    }

    private static String read() {
        try (InputStream file = Objects.requireNonNull(RulesResource.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
