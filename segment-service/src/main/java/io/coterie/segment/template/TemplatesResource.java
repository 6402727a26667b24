package io.coterie.segment.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.web.Page;
import io.coterie.kit.web.Roles;
import io.coterie.segment.rule.RuleParser;
import io.coterie.segment.rule.Sentence;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Segments that many shops have, ready to be saved.
@Path("/segment-templates")
@Tag(name = "Segments")
@RunOnVirtualThread
class TemplatesResource {
    private static final String FILE = "/rules/segment-templates.json";

    private final List<Template> templates;

    TemplatesResource(ObjectMapper json) {
        this.templates = read(json);
    }

    /// @param key one that a segment can have
    /// @param rule to be saved as it is, or changed first
    record Template(String key, String name, String description, String sentence, JsonNode rule) {
        private static Template of(JsonNode json) {
            JsonNode rule = json.path("rule");
            return new Template(
                    json.path("key").asText(),
                    json.path("name").asText(),
                    json.path("description").asText(),
                    Sentence.of(RuleParser.parse(rule)),
                    rule);
        }
    }

    @GET
    @RolesAllowed({Roles.MARKETER, Roles.ANALYST, Roles.OPERATOR})
    @Operation(
            summary = "The usual named segments by scores of recency, frequency and money, as rules",
            description =
                    "Everybody who has an order is in exactly one of them. To use one, save a segment with its rule.")
    public Page<Template> templates() {
        return new Page<>(templates, null);
    }

    static List<Template> read(ObjectMapper json) {
        try (InputStream file = Objects.requireNonNull(TemplatesResource.class.getResourceAsStream(FILE), FILE)) {
            return StreamSupport.stream(json.readTree(file).spliterator(), false)
                    .map(Template::of)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
