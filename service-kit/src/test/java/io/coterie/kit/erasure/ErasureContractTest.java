package io.coterie.kit.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import java.io.IOException;
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

/// What the kit reads and writes of erasures for every service. The samples are held against their schemas in
/// event-contracts.
class ErasureContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final UUID ERASURE = UUID.fromString("0199b3a0-0000-7000-8000-0000000000e1");
    private static final UUID CUSTOMER = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void anErasureIsUnderstoodWithFieldsThatComeLater() throws IOException {
        ObjectNode item = item(sample(Erasure.TYPE)).put("addedLater", "x");

        assertThat(Erasure.read(item, JSON))
                .isEqualTo(new Erasure(
                        ERASURE,
                        CUSTOMER,
                        List.of(CUSTOMER, UUID.fromString("0199b3a0-0000-7000-8000-00000000ca02")),
                        TEN,
                        List.of("3f8c1d2b5a6e7f90112233445566778899aabbccddeeff00112233445566778e")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment", "campaign", "feedback"})
    void aReceiptIsWrittenAsTheSampleShows(String service) throws IOException {
        String type = service + ".erasure-completed.v1";
        ObjectNode sample = sample(type);
        ErasureCompleted receipt = ErasureCompleted.of(
                service, new Erasure(ERASURE, CUSTOMER, List.of(CUSTOMER), TEN, List.of()), TEN, counts(item(sample)));

        byte[] body = new EventFormat(JSON, Clock.fixed(TEN, ZoneOffset.UTC), service + "-service")
                .write(type, List.of(receipt))
                .getFirst()
                .body();
        ObjectNode written = (ObjectNode) JSON.readTree(body);
        written.set("id", sample.get("id"));
        item(written).set("id", item(sample).get("id"));

        assertThat((JsonNode) written).isEqualTo(sample);
    }

    private static Map<String, Long> counts(ObjectNode item) {
        return JSON.convertValue(item.path("counts"), new TypeReference<>() {});
    }

    private static ObjectNode item(ObjectNode event) {
        return (ObjectNode) event.at("/data/items/0");
    }

    private static ObjectNode sample(String type) throws IOException {
        String file = "/contracts/samples/" + type + ".json";
        try (InputStream sample = ErasureContractTest.class.getResourceAsStream(file)) {
            return (ObjectNode) JSON.readTree(sample);
        }
    }
}
