package io.coterie.kit.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.JsonSettings;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private static final UUID ANN = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");
    private static final UUID BOB = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca02");
    private final Redaction redaction = Redaction.of(JsonSettings.mapper(), List.of(ANN));

    private Redaction.Outcome of(String body) {
        return redaction.of(body.getBytes(UTF_8));
    }

    private static String item(UUID customer) {
        return "{\"customerId\":\"" + customer + "\"}";
    }

    @Test
    void aMessageAboutOthersIsKept() {
        assertThat(of("[" + item(BOB) + "]")).isEqualTo(new Redaction.Outcome.Kept());
        assertThat(of("no JSON")).isEqualTo(new Redaction.Outcome.Kept());
    }

    @Test
    void anEventLosesTheItemsOfThePerson() throws Exception {
        var rewritten = (Redaction.Outcome.Rewritten)
                of("{\"id\":\"e\",\"data\":{\"items\":[" + item(ANN) + "," + item(BOB) + "," + item(ANN) + "]}}");

        JsonNode event = JsonSettings.mapper().readTree(rewritten.body());
        assertThat(rewritten.items()).isEqualTo(2);
        assertThat(event.path("id").asText()).isEqualTo("e");
        assertThat(event.at("/data/items")).hasSize(1);
        assertThat(event.at("/data/items/0/customerId").asText()).isEqualTo(BOB.toString());
    }

    @Test
    void aMessageAboutNobodyElseIsDropped() {
        assertThat(of("[" + item(ANN) + "]")).isEqualTo(new Redaction.Outcome.Dropped(1));
    }

    @Test
    void bytesThatNameThePersonAndCannotBeReadAreDropped() {
        assertThat(of("{broken " + item(ANN).toUpperCase(Locale.ROOT))).isEqualTo(new Redaction.Outcome.Dropped(1));
        assertThat(of("{\"customerId\":\"" + ANN + "\"}")).isEqualTo(new Redaction.Outcome.Dropped(1));
    }

    @Test
    void aMessageThatNamesThePersonOutsideOfItsItemsIsDropped() {
        assertThat(of("{\"subject\":\"" + ANN + "\",\"data\":{\"items\":[" + item(BOB) + "]}}"))
                .isEqualTo(new Redaction.Outcome.Dropped(1));
    }
}
