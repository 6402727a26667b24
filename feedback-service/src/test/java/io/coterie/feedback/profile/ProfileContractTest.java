package io.coterie.feedback.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.feedback.identity.KnownCustomer;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();

    @Test
    void theSampleIsUnderstood() throws Exception {
        assertThat(ProfileItem.read(sampleItem().put("unknown", true)))
                .isEqualTo(new KnownCustomer(
                        UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                        new KnownCustomer.Profile(
                                3,
                                Instant.parse("2026-01-15T09:59:58.5Z"),
                                List.of(
                                        "customer_id:0199b3a0-0000-7000-8000-00000000ca01",
                                        "user_id:c-17",
                                        "email:ann@example.test"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"customerId", "version", "changedAt", "identities"})
    void anItemWithoutARequiredFieldIsRefused(String field) throws Exception {
        JsonNode item = sampleItem().without(List.of(field));
        assertThatThrownBy(() -> ProfileItem.read(item)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ObjectNode sampleItem() throws Exception {
        try (var sample =
                ProfileContractTest.class.getResourceAsStream("/contracts/samples/" + ProfileItem.TYPE + ".json")) {
            var event = new EventFormat(JSON, Clock.systemUTC(), "feedback-service").read(sample.readAllBytes());
            assertThat(event.type()).isEqualTo(ProfileItem.TYPE);
            return (ObjectNode) event.items().getFirst();
        }
    }
}
