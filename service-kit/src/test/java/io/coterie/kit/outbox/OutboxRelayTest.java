package io.coterie.kit.outbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class OutboxRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TYPE = "customer.consent-changed.v1";

    @Inject
    Outbox outbox;

    @Inject
    OutboxTable table;

    @Inject
    DataSource dataSource;

    private Connection connection;
    private Channel channel;

    @BeforeEach
    void open() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection();
        channel = connection.createChannel();
        await().atMost(PATIENCE).until(this::topologyStands);
        channel.queuePurge("campaign-service.live");
        channel.queuePurge("campaign-service.bulk");
    }

    /// A passive declaration of a queue that is missing closes its channel, so each try has one of its own.
    private boolean topologyStands() throws Exception {
        try (Channel probe = connection.createChannel()) {
            probe.queueDeclarePassive("campaign-service.bulk");
            return true;
        } catch (java.io.IOException missing) {
            return false;
        }
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void whatCommitsIsPublishedPersistentlyOnItsLane() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "a"))));
        QuarkusTransaction.requiringNew().run(() -> outbox.append(TYPE, Lane.BULK, List.of(Map.of("customerId", "b"))));

        GetResponse live = received("campaign-service.live");
        GetResponse bulk = received("campaign-service.bulk");

        assertThat(text(live)).contains("\"customerId\":\"a\"");
        assertThat(text(bulk)).contains("\"customerId\":\"b\"");
        assertThat(live.getProps().getDeliveryMode()).isEqualTo(2);
        assertThat(live.getEnvelope().getRoutingKey()).isEqualTo(TYPE);
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void whatRollsBackIsNeverPublished() throws Exception {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "rolled-back")));
                    throw new IllegalStateException("after the append");
                }))
                .hasMessage("after the append");
        QuarkusTransaction.requiringNew()
                .run(() -> outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "kept"))));

        assertThat(text(received("campaign-service.live"))).contains("kept");
        assertThat(channel.basicGet("campaign-service.live", true)).isNull();
    }

    @Test
    void appendingOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "a"))))
                .isInstanceOf(jakarta.transaction.TransactionalException.class);
    }

    @Test
    void anEventThatNoQueueWantsStaysAndDoesNotHoldUpTheOthers() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.append("customer.nobody-listens.v1", Lane.LIVE, List.of(Map.of("customerId", "a")));
            outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "b")));
        });

        assertThat(text(received("campaign-service.live"))).contains("\"customerId\":\"b\"");
        await().atMost(PATIENCE).until(() -> rows() == 1);
        execute("DELETE FROM outbox");
    }

    @Test
    void aLeasedEventIsNobodyElsesUntilItIsGivenBack() throws Exception {
        UUID id = UUID.randomUUID();
        execute("INSERT INTO outbox (id, lane, type, body, leased_until) VALUES ('" + id + "', 'LIVE', '" + TYPE
                + "', '{}', clock_timestamp() + interval '1 hour')");

        assertThat(ids(table.lease(Lane.LIVE, 10))).doesNotContain(id);
        table.giveBack(List.of(id));

        assertThat(text(received("campaign-service.live"))).isEqualTo("{}");
        await().atMost(PATIENCE).until(() -> rows() == 0);
    }

    @Test
    void anEventThatWaitsTooLongDegradesTheServiceButKeepsItReady() throws Exception {
        execute("INSERT INTO outbox (id, lane, type, body, created_at, leased_until) VALUES ('" + UUID.randomUUID()
                + "', 'LIVE', '" + TYPE + "', '{}', clock_timestamp() - interval '1 minute',"
                + " clock_timestamp() + interval '1 hour')");

        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'outbox' }.data.state", equalTo("degraded"))
                .body("checks.find { it.name == 'outbox' }.data.pending", equalTo(1));

        execute("DELETE FROM outbox");
        given().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'outbox' }.data.state", equalTo("flowing"));
    }

    private static List<UUID> ids(List<WrittenEvent> events) {
        return events.stream().map(WrittenEvent::id).toList();
    }

    private GetResponse received(String queue) {
        List<GetResponse> got = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            GetResponse message = channel.basicGet(queue, true);
            if (message != null) {
                got.add(message);
            }
            return !got.isEmpty();
        });
        return got.getFirst();
    }

    private static String text(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    private int rows() throws SQLException {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement("SELECT count(*) FROM outbox");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
