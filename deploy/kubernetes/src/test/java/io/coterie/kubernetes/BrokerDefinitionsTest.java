package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.coterie.local.amqp.AmqpBroker;
import io.coterie.local.amqp.RabbitNode;
import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The definitions for operators, imported into a real node.
class BrokerDefinitionsTest {
    private static final String VHOST = "coterie";
    private static final Path DEFINITIONS = Path.of("../rabbitmq/definitions.json");
    private static final Path TOPOLOGY = Path.of("../../event-contracts/src/main/resources/contracts/topology.json");

    @TempDir
    static Path path;

    private static @Nullable RabbitNode node;
    private static @Nullable Connection connection;

    @BeforeAll
    static void importTheDefinitions() throws Exception {
        assumeTrue(AmqpBroker.rabbitIsUsed(), "RabbitMQ is not installed or not wanted");
        var started = (RabbitNode) AmqpBroker.startForTests(StateFolder.open(path));
        node = started;
        started.control("import_definitions", DEFINITIONS.toAbsolutePath().toString());
        started.control("set_permissions", "-p", VHOST, AmqpBroker.USER, ".*", ".*", ".*");
        var client = new ConnectionFactory();
        client.setUri(started.url());
        client.setVirtualHost(VHOST);
        connection = client.newConnection();
    }

    @AfterAll
    static void stop() {
        if (connection != null) {
            connection.abort();
        }
        if (node != null) {
            node.close();
        }
    }

    @Test
    void aQueueThatAServiceDeclaresWithoutArgumentsIsReplicatedAndUnderThePolicy() throws Exception {
        var queues = queues();
        try (var channel = connection().createChannel()) {
            for (var queue : queues) {
                channel.queueDeclare(queue, true, false, false, null);
                channel.queueDeclare(queue, true, false, false, null);
            }
        }

        assertThat(control("list_queues", "-p", VHOST, "name", "type", "policy").lines())
                .containsAll(queues.stream()
                        .map(queue -> queue + "\tquorum\tservices")
                        .toList());
    }

    @Test
    void aMessageThatIsDeliveredTooOftenIsKept() throws Exception {
        try (var channel = connection().createChannel()) {
            channel.queueDeclare("trial-service.live", true, false, false, null);
            channel.basicPublish(
                    "", "trial-service.live", MessageProperties.MINIMAL_PERSISTENT_BASIC, "poison".getBytes());

            await().until(() -> {
                refuse(channel, "trial-service.live");
                return channel.messageCount("undeliverable") == 1;
            });

            assertThat(channel.messageCount("trial-service.live")).isZero();
        }
    }

    private static void refuse(Channel channel, String queue) throws IOException {
        for (var got = channel.basicGet(queue, false); got != null; got = channel.basicGet(queue, false)) {
            channel.basicNack(got.getEnvelope().getDeliveryTag(), false, true);
        }
    }

    private static List<String> queues() throws IOException {
        JsonNode topology = new ObjectMapper().readTree(TOPOLOGY.toFile());
        Iterable<String> services = () -> topology.path("queues").fieldNames();
        return StreamSupport.stream(services.spliterator(), false)
                .flatMap(service -> Stream.of(service + ".live", service + ".bulk"))
                .toList();
    }

    private static Connection connection() {
        return Objects.requireNonNull(connection);
    }

    private static String control(String... arguments) {
        return Objects.requireNonNull(node).control(arguments);
    }
}
