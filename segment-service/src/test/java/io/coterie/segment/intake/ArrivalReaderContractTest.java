package io.coterie.segment.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.UnknownEventType;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every golden sample that this service consumes is understood, whatever fields it will have gained by then.
class ArrivalReaderContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final UUID CUSTOMER = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");
    private final EventFormat format = new EventFormat(JSON, Clock.systemUTC(), "test");
    private final ArrivalReader reader = new ArrivalReader(JSON);

    @Test
    void aProfileIsUnderstood() throws Exception {
        Arrival.OfProfile arrival = (Arrival.OfProfile) sample("customer.profile-changed.v1");

        assertThat(arrival.customerId()).isEqualTo(CUSTOMER);
        assertThat(arrival.profile().version()).isEqualTo(3);
        assertThat(arrival.profile().externalId()).isEqualTo("c-17");
        assertThat(arrival.profile().trait("company.size")).hasToString("50");
        assertThat(arrival.historical()).isFalse();
    }

    @Test
    void aBehaviourIsUnderstood() throws Exception {
        Arrival.OfFact arrival = (Arrival.OfFact) sample("customer.behaviours-recorded.v1");

        Fact.Behaviour behaviour = (Fact.Behaviour) arrival.fact();
        assertThat(behaviour.event()).isEqualTo("Order Completed");
        assertThat(behaviour.at()).isEqualTo(Instant.parse("2026-01-15T09:59:57Z"));
        assertThat(behaviour.values().get("total").decimalValue()).isEqualByComparingTo("29.33");
        assertThat(arrival.origin().correlationId()).isEqualTo(UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"));
    }

    @Test
    void anAnswerIsUnderstood() throws Exception {
        Arrival.OfFact arrival = (Arrival.OfFact) sample("feedback.responses-recorded.v1");

        Fact.Answer answer = (Fact.Answer) arrival.fact();
        assertThat(answer.survey()).isEqualTo("After purchase");
        assertThat(answer.values().get("nps").intValue()).isEqualTo(3);
    }

    @Test
    void anotherVersionOfAnEventIsNotKnown() {
        var event = new ReceivedEvent(UUID.randomUUID(), "customer.profile-changed.v2", "/test", List.of());

        assertThatThrownBy(() -> reader.read(event))
                .isInstanceOf(UnknownEventType.class)
                .hasMessageContaining("customer.profile-changed.v2");
    }

    @Test
    void aDeliveryCountsAsBehaviourOnlyWhenItWasSent() throws Exception {
        assertThat(read("campaign.deliveries-recorded.v1", "suppressed")).isEmpty();

        Arrival.OfFact sent =
                (Arrival.OfFact) read("campaign.deliveries-recorded.v1", "sent").getFirst();

        assertThat(((Fact.Behaviour) sent.fact()).event()).isEqualTo("Email Delivered");
        assertThat(sent.origin().hops()).isEqualTo(2);
    }

    private Arrival sample(String type) throws Exception {
        List<Arrival> arrivals = read(type, null);
        assertThat(arrivals).hasSize(1);
        return arrivals.getFirst();
    }

    private List<Arrival> read(String type, @Nullable String outcome) throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/contracts/samples/" + type + ".json")) {
            ObjectNode event = (ObjectNode) JSON.readTree(file);
            ArrayNode items = (ArrayNode) event.at("/data/items");
            items.forEach(item -> ((ObjectNode) item).put("addedInTheFuture", 1));
            if (outcome != null) {
                items.forEach(item -> ((ObjectNode) item).put("outcome", outcome));
            }
            return reader.read(format.read(JSON.writeValueAsBytes(event)));
        }
    }
}
