package io.coterie.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTest {
    private static final Path FOLDER = Path.of("src/main/resources/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            factory -> factory.schemaMappers(
                    mappers -> mappers.mapPrefix("https://coterie.io/contracts/", "classpath:/contracts/schemas/")));

    static List<String> types() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("samples"))) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.json$", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySampleFitsItsSchema(String type) throws IOException {
        assertThat(faults(type, sample(type))).isEmpty();
    }

    /// Items are of customers, but for heartbeats, which tell of a whole service.
    @ParameterizedTest
    @MethodSource("types")
    void aSchemaRefusesAnItemWithoutItsCustomerOrPosition(String type) throws IOException {
        JsonNode broken = sample(type);
        ((ObjectNode) broken.at("/data/items/0")).remove(List.of("customerId", "position"));

        assertThat(faults(type, broken)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aSchemaToleratesFieldsThatComeLater(String type) throws IOException {
        JsonNode newer = sample(type);
        ((ObjectNode) newer.at("/data/items/0")).put("addedInTheFuture", true);

        assertThat(faults(type, newer)).isEmpty();
    }

    private static Set<ValidationMessage> faults(String type, JsonNode event) {
        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + type + ".json"));
        return schema.validate(event, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private static JsonNode sample(String type) throws IOException {
        return JSON.readTree(FOLDER.resolve("samples/" + type + ".json").toFile());
    }
}
