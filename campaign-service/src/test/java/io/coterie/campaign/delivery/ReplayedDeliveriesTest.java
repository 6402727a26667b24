package io.coterie.campaign.delivery;

import static io.coterie.campaign.support.Facts.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Facts;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.testkit.AmqpResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplayedDeliveriesTest extends CampaignServiceTest {
    private final String segment = unique("segment");
    private final List<JsonNode> live = new CopyOnWriteArrayList<>();
    private final List<JsonNode> again = new CopyOnWriteArrayList<>();
    private Connection connection;

    @BeforeEach
    void listen() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("test");
        listen("campaign", live);
        listen("campaign.bulk", again);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void aCampaignIsToldAgainDeliveryByDeliveryWithTheSameIdsAndVersions() {
        String campaign = triggered("entered", segment);
        UUID sent = facts.customer(address(), Map.of());
        UUID refused = facts.customer(address(), Map.of());
        facts.consents(List.of(Facts.consent(refused, false, 2, Facts.now())));
        facts.changes(change(sent, segment, "entered", "behaviour", 1));
        facts.changes(change(refused, segment, "entered", "behaviour", 1));
        soon().untilAsserted(() -> assertThat(items(live, campaign)).hasSize(2));

        done("{\"source\": \"" + campaign + "\"}").body("published.'campaign.deliveries-recorded.v1'", equalTo(2));

        soon().untilAsserted(() -> assertThat(items(again, campaign)).hasSize(2));
        assertThat(items(again, campaign))
                .allMatch(item -> item.path("historical").booleanValue());
        assertThat(items(again, campaign).stream().map(ReplayedDeliveriesTest::withoutMark))
                .containsExactlyInAnyOrderElementsOf(items(live, campaign));
        assertThat(items(live, campaign)).noneMatch(item -> item.has("historical"));
    }

    @Test
    void aCustomerIsToldAgainWithoutOthersOfTheBucket() {
        String campaign = triggered("entered", segment);
        UUID ann = facts.customer(address(), Map.of());
        UUID bob = facts.customer(address(), Map.of());
        facts.changes(change(ann, segment, "entered", "behaviour", 1));
        facts.changes(change(bob, segment, "entered", "behaviour", 1));
        soon().untilAsserted(() -> assertThat(items(live, campaign)).hasSize(2));

        done("{\"customer\": \"" + ann + "\"}").body("published.'campaign.deliveries-recorded.v1'", equalTo(1));
        done("{\"customer\": \"" + Ids.next() + "\"}").body("published.'campaign.deliveries-recorded.v1'", equalTo(0));

        soon().untilAsserted(() -> assertThat(items(again, campaign)).hasSize(1));
        assertThat(items(again, campaign).getFirst().path("customerId").asText())
                .isEqualTo(ann.toString());
    }

    private void listen(String exchange, List<JsonNode> items) throws IOException {
        Channel channel = connection.createChannel();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, DeliveryRecorded.TYPE);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> JsonSettings.mapper()
                        .readTree(message.getBody())
                        .at("/data/items")
                        .forEach(items::add),
                tag -> {});
    }

    private static List<JsonNode> items(List<JsonNode> all, String campaign) {
        return all.stream()
                .filter(item -> item.path("campaign").asText().equals(campaign))
                .toList();
    }

    private static JsonNode withoutMark(JsonNode item) {
        ObjectNode copy = item.deepCopy();
        copy.remove("historical");
        return copy;
    }

    private static ValidatableResponse done(String scope) {
        String id = as("operator")
                .body(scope)
                .post("/operations/replay")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        soon().untilAsserted(() ->
                as("operator").get("/operations/replay/" + id).then().body("state", equalTo("done")));
        return as("operator").get("/operations/replay/" + id).then();
    }
}
