package io.coterie.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.coterie.kit.event.JsonSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;

/// The contract of an event type: its schema and its golden sample.
public final class Contract {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaMappers(
                    mappers -> mappers.mapPrefix("https://coterie.io/contracts/", "classpath:contracts/schemas/")));

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");

    private final String type;

    public Contract(String type) {
        this.type = type;
    }

    public ObjectNode sample() {
        try (var file = Contract.class.getResourceAsStream("/contracts/samples/" + type + ".json")) {
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// What a service serialises as the sample's only item is the sample, and keeps the schema.
    public void isKeptBy(Object item) {
        ObjectNode event = sample();
        ObjectNode written = event.deepCopy();
        JsonNode node = JSON.valueToTree(item);
        written.withObject("/data").putArray("items").add(node);

        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + type + ".json"));
        assertThat(schema.validate(written)).isEmpty();
        assertThat(reread(written)).isEqualTo(reread(event));
    }

    /// As a consumer gets it: an instant is the same with and without trailing zeros.
    private static JsonNode reread(JsonNode node) {
        try {
            return JSON.readTree(TIME.matcher(node.toString())
                    .replaceAll(time -> Instant.parse(time.group()).toString()));
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
