package io.coterie.local.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.coterie.local.amqp.AmqpBroker.Settings;
import io.coterie.local.state.Piece;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AmqpBrokerTest {
    private static final String QUEUE = "segment.facts";

    @TempDir
    Path path;

    private interface Conversation {
        void over(Channel channel) throws Exception;
    }

    @Test
    void rabbitKeepsAPersistentMessageOverARestartAndLeavesNoProcess() throws Exception {
        Assumptions.assumeTrue(AmqpBroker.rabbitIsUsed(), "RabbitMQ is not installed or not wanted");

        keepsAPersistentMessageOverARestart(RabbitNode::start);

        assertThat(Piece.all(settings().folder())).isEmpty();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(path.toString()));
    }

    @Test
    void qpidKeepsAPersistentMessageOverARestart() throws Exception {
        keepsAPersistentMessageOverARestart(QpidBroker::start);
    }

    private void keepsAPersistentMessageOverARestart(Function<Settings, AmqpBroker> start) throws Exception {
        var settings = settings();
        try (var broker = start.apply(settings)) {
            talk(broker, channel -> {
                declare(channel);
                channel.confirmSelect();
                channel.basicPublish(
                        "customer",
                        "customer.behaviours-recorded.v1",
                        MessageProperties.MINIMAL_PERSISTENT_BASIC,
                        "a fact".getBytes(StandardCharsets.UTF_8));
                assertThat(channel.waitForConfirms(10_000)).isTrue();
            });
        }

        try (var broker = start.apply(settings)) {
            talk(broker, channel -> {
                declare(channel);
                assertThat(new String(channel.basicGet(QUEUE, true).getBody(), StandardCharsets.UTF_8))
                        .isEqualTo("a fact");
            });
        }
    }

    private static AMQP.Queue.BindOk declare(Channel channel) throws Exception {
        channel.exchangeDeclare("customer", "topic", true);
        channel.queueDeclare(QUEUE, true, false, false, null);
        return channel.queueBind(QUEUE, "customer", "customer.#");
    }

    private static void talk(AmqpBroker broker, Conversation conversation) throws Exception {
        var client = new ConnectionFactory();
        client.setUri(broker.url());
        try (var connection = client.newConnection();
                var channel = connection.createChannel()) {
            conversation.over(channel);
        }
    }

    private Settings settings() {
        var folder = StateFolder.open(path);
        return new Settings(folder, Ports.anyFree(), folder.secret("amqp"), true);
    }
}
