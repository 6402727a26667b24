package io.coterie.kit.erasure;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureCompletedContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");
    private static final UUID ERASURE = UUID.fromString("0199b3a0-0000-7000-8000-0000000000e1");
    private static final UUID CUSTOMER = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");

    @ParameterizedTest
    @ValueSource(strings = {"segment", "campaign", "feedback"})
    void theReceiptOfEveryServiceIsTheGoldenSample(String service) throws Exception {
        String type = service + ".erasure-completed.v1";
        ObjectNode sample = sample(type);
        Map<String, Long> counts = JSON.readerForMapOf(Long.class).readValue(sample.at("/data/items/0/counts"));
        Erasure erasure = new Erasure(ERASURE, CUSTOMER, List.of(CUSTOMER), TEN, List.of());

        ObjectNode written = written(service, type, ErasureCompleted.of(service, erasure, TEN, counts));

        JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                factory -> factory.schemaMappers(mappers ->
                        mappers.mapPrefix("https://coterie.io/contracts/", "classpath:/contracts/schemas/")));
        assertThat(schemas.getSchema(SchemaLocation.of("https://coterie.io/contracts/" + type + ".json"))
                        .validate(written))
                .isEmpty();
        written.put("id", sample.get("id").asText());
        ((ObjectNode) written.at("/data/items/0"))
                .put("id", sample.at("/data/items/0/id").asText());
        assertThat(written).isEqualTo(sample);
    }

    @Test
    void anErasureIsUnderstood() throws Exception {
        var item = ((ObjectNode) sample(Erasure.TYPE).at("/data/items/0")).put("addedLater", "x");

        Erasure erasure = Erasure.read(item, JSON);

        assertThat(erasure.id()).isEqualTo(ERASURE);
        assertThat(erasure.customerId()).isEqualTo(CUSTOMER);
        assertThat(erasure.customerIds())
                .containsExactly(CUSTOMER, UUID.fromString("0199b3a0-0000-7000-8000-00000000ca02"));
        assertThat(erasure.erasedAt()).isEqualTo(TEN);
        assertThat(erasure.identityHashes()).singleElement().asString().hasSize(64);
    }

    private static ObjectNode written(String service, String type, ErasureCompleted receipt) throws Exception {
        byte[] body = new EventFormat(JSON, Clock.fixed(TEN, ZoneOffset.UTC), service + "-service")
                .write(type, List.of(receipt))
                .getFirst()
                .body();
        return (ObjectNode) JSON.readTree(body);
    }

    private static ObjectNode sample(String type) throws Exception {
        try (InputStream file =
                ErasureCompletedContractTest.class.getResourceAsStream("/contracts/samples/" + type + ".json")) {
            return (ObjectNode) JSON.readTree(file);
        }
    }
}
