package io.coterie.campaign.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/// What producers and consumers of this service prove against `event-contracts`.
public final class Contracts {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private Contracts() {}

    public static JsonNode sample(String type) throws Exception {
        try (InputStream file = Contracts.class.getResourceAsStream("/contracts/samples/" + type + ".json")) {
            return JSON.readTree(file);
        }
    }

    public static JsonNode sampleItem(String type) throws Exception {
        return sample(type).at("/data/items/0");
    }

    /// The item of the sample, with a field that this service has never heard of.
    public static <T> T parsedWithMore(String type, Class<T> item) throws Exception {
        ObjectNode more = sampleItem(type).deepCopy();
        more.put("addedLater", "x");
        return JSON.treeToValue(more, item);
    }

    /// What this service writes for an item validates, and is the golden sample but for the envelope's id.
    public static void writesTheSample(String type, Object item) throws Exception {
        byte[] body = new EventFormat(JSON, Clock.fixed(NOW, ZoneOffset.UTC), "campaign-service")
                .write(type, List.of(item))
                .getFirst()
                .body();
        ObjectNode written = (ObjectNode) JSON.readTree(body);
        var schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaMappers(mappers ->
                        mappers.mapPrefix("https://coterie.io/contracts/", "classpath:/contracts/schemas/")));
        assertThat(schemas.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + type + ".json"))
                        .validate(written))
                .isEmpty();
        ObjectNode sample = (ObjectNode) sample(type);
        written.put("id", sample.get("id").asText());
        assertThat(written).isEqualTo(sample);
    }
}
