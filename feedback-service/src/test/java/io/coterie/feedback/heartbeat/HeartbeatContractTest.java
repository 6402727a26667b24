package io.coterie.feedback.heartbeat;

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
import io.coterie.kit.heartbeat.Heartbeat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeartbeatContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final String TYPE = Heartbeat.typeOf("feedback");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-15T10:00:00Z"), ZoneOffset.UTC);

    private final WrittenEvent written = new EventFormat(JSON, CLOCK, "feedback-service")
            .write(TYPE, List.of(sampleItem()))
            .getFirst();

    @Test
    void theEventEqualsTheGoldenSample() throws Exception {
        ObjectNode event = (ObjectNode) JSON.readTree(written.body());
        JsonNode sample = JSON.readTree(getClass().getResourceAsStream("/contracts/samples/" + TYPE + ".json"));
        event.set("id", sample.get("id"));
        assertThat(event).isEqualTo(sample);
    }

    @Test
    void theEventKeepsTheSchema() throws Exception {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaMappers(mappers ->
                        mappers.mapPrefix("https://coterie.io/contracts/", "classpath:/contracts/schemas/")));
        var schema = factory.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + TYPE + ".json"));
        assertThat(schema.validate(JSON.readTree(written.body()))).isEmpty();
    }

    private static Heartbeat sampleItem() {
        UUID id = UUID.fromString("0199b3a0-0000-7000-8000-0000000000b2");
        return new Heartbeat(
                id,
                id,
                id,
                0,
                Instant.parse("2026-01-15T09:59:59.812345Z"),
                7213,
                Map.of("feedback.responses-recorded.v1", 42L));
    }
}
