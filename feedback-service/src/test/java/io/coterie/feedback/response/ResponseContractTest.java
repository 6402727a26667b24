package io.coterie.feedback.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.WrittenEvent;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResponseContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T10:00:00Z"), ZoneOffset.UTC);

    private final WrittenEvent written = new EventFormat(JSON, CLOCK, "feedback-service")
            .write(ResponseItem.TYPE, List.of(sampleItem()))
            .getFirst();

    @Test
    void theEventEqualsTheGoldenSample() throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(written.body());
        try (InputStream file = getClass().getResourceAsStream("/contracts/samples/" + ResponseItem.TYPE + ".json")) {
            JsonNode sample = JSON.readTree(file);
            event.set("id", sample.get("id"));
            assertThat(event).isEqualTo(sample);
        }
    }

    @Test
    void theEventKeepsTheSchema() throws Exception {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaMappers(mappers ->
                        mappers.mapPrefix("https://coterie.io/contracts/", "classpath:/contracts/schemas/")));
        var schema =
                factory.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + ResponseItem.TYPE + ".json"));
        assertThat(schema.validate(JSON.readTree(written.body()))).isEmpty();
    }

    private static ResponseItem sampleItem() {
        return new ResponseItem(
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000a9"),
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                0,
                UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                1,
                UUID.fromString("0199b3a0-0000-7000-8000-00000000fe01"),
                "After purchase",
                Instant.parse("2026-01-15T09:59:57Z"),
                Instant.parse("2026-01-15T09:59:58Z"),
                false,
                Map.of("nps", 3),
                "It came late.");
    }
}
