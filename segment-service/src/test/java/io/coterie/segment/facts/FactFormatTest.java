package io.coterie.segment.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.JsonSettings;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactFormatTest {
    private static final UUID ID = UUID.fromString("01937b3c-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-11-01T10:00:00.123456Z");
    private static final List<Fact> FACTS = List.of(
            new Fact.Behaviour(ID, AT, "Order Completed", json("{\"total\": 19.90, \"currency\": \"EUR\"}")),
            new Fact.Answer(
                    other(2),
                    7,
                    AT.minusSeconds(86_400),
                    "nps-2026",
                    json("{\"nps\": 3}"),
                    Set.of("price", "delivery")),
            new Fact.Behaviour(other(3), Instant.parse("1969-12-31T23:59:59Z"), "Order Completed", json("{}")),
            new Fact.Answer(other(4), 1, AT.plusSeconds(1), "price", json("{\"csat\": 5}"), Set.of()));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(FactFormat.read(FactFormat.write(FACTS))).isEqualTo(FACTS);
        assertThat(FactFormat.read(FactFormat.write(List.of()))).isEmpty();
    }

    @Test
    void decimalsKeepTheirPlaces() {
        Fact read = FactFormat.read(FactFormat.write(FACTS)).getFirst();

        assertThat(read.values().get("total").decimalValue()).hasToString("19.90");
    }

    @Test
    void whatNobodyReadIsWrittenBackAsItWas() {
        byte[] written = FactFormat.write(FACTS.subList(0, 1));

        assertThat(FactFormat.write(FactFormat.read(written))).isEqualTo(written);
    }

    @Test
    void aNameIsStoredOnce() {
        byte[] one = FactFormat.write(FACTS.subList(0, 1));
        byte[] two = FactFormat.write(List.of(FACTS.getFirst(), FACTS.get(2)));

        assertThat(new String(two, StandardCharsets.ISO_8859_1)).containsOnlyOnce("Order Completed");
        assertThat(two).hasSizeLessThan(one.length + 40);
    }

    @Test
    void aFormatOfANewerReleaseIsNotTouched() {
        byte[] newer = FactFormat.write(FACTS);
        newer[0]++;

        assertThatThrownBy(() -> FactFormat.read(newer))
                .isInstanceOf(FactFormat.UnknownFormat.class)
                .hasMessageContaining("4");
    }

    @Test
    void aPieceOfAChunkIsAnError() {
        byte[] whole = FactFormat.write(FACTS);

        assertThatThrownBy(() -> FactFormat.read(Arrays.copyOf(whole, whole.length - 1)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static UUID other(int number) {
        return new UUID(ID.getMostSignificantBits(), ID.getLeastSignificantBits() + number);
    }

    private static JsonNode json(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
