package io.coterie.feedback.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MetricsPage;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ObservedWebhookTest {
    private final UUID customer = UUID.randomUUID();
    private final String userId = "u-" + customer;
    private Suite suite;
    private Connection connection;
    private Channel channel;
    private String queue;

    @BeforeEach
    void connect() throws Exception {
        suite = Suite.connect();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("traces");
        channel = connection.createChannel();
        queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "feedback", "feedback.responses-recorded.v1");
    }

    @AfterEach
    void disconnect() {
        connection.abort();
        suite.close();
    }

    @Test
    void anAnswerTravelsInTheTraceInWhichItsWebhookWasCalled() throws Exception {
        UUID source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        String traceId = UUID.randomUUID().toString().replace("-", "");

        SurveyTools.typeform(
                        given().header("traceparent", "00-" + traceId + "-00000000000000c7-01"),
                        source,
                        SurveyTools.typeformBody("t-" + customer, userId, 3, "late"))
                .then()
                .statusCode(200);

        await().until(() -> !suite.responsesOf(customer).isEmpty());
        assertThat(traceparentOf(customer)).startsWith("00-" + traceId + "-").doesNotContain("00000000000000c7");
    }

    @Test
    void anAnswerIsCountedOnceWithTheTimeThatItsRecordingTook() throws Exception {
        UUID source = SurveyTools.typeformSource();
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        byte[] body = SurveyTools.typeformBody("t-" + customer, userId, 3, "late");
        MetricsPage before = metrics();

        SurveyTools.typeform(source, body).then().statusCode(200);
        SurveyTools.typeform(source, body).then().statusCode(200);

        await().untilAsserted(() -> assertThat(moved(before, "coterie_facts_recorded_total", "type=\"response\""))
                .isEqualTo(1));
        await().untilAsserted(() -> assertThat(moved(before, "coterie_feedback_recording_seconds_count"))
                .isEqualTo(1));
        assertThat(moved(before, "coterie_feedback_webhooks_total", "outcome=\"accepted\""))
                .isEqualTo(1);
        assertThat(moved(before, "coterie_feedback_webhooks_total", "outcome=\"duplicate\""))
                .isEqualTo(1);
        for (String name : new String[] {
            "coterie_facts_recorded", "coterie_feedback_recording_seconds", "coterie_feedback_webhooks"
        }) {
            assertThat(metrics().help(name)).as(name).isNotEmpty();
        }
    }

    private String traceparentOf(UUID customer) throws Exception {
        GetResponse message = channel.basicGet(queue, true);
        while (!new String(message.getBody(), StandardCharsets.UTF_8).contains(customer.toString())) {
            message = channel.basicGet(queue, true);
        }
        return String.valueOf(message.getProps().getHeaders().get("traceparent"));
    }

    private static double moved(MetricsPage before, String name, String... labels) {
        return metrics().sum(name, labels) - before.sum(name, labels);
    }

    private static MetricsPage metrics() {
        return new MetricsPage(given().get("/q/metrics").asString());
    }
}
