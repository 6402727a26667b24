package io.coterie.kit.amqp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import io.coterie.kit.event.Lane;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Exchanges, queues and bindings of the whole suite, from the one file `contracts/topology.json`.
///
/// Every consumer has two queues, `NAME.live` and `NAME.bulk`. Declaring is idempotent and portable AMQP 0-9-1:
/// every service declares all of it before it publishes, so that no order of starting loses a message.
public record Topology(List<String> exchanges, Map<String, List<String>> queues) {
    private static final String FILE = "/contracts/topology.json";

    public static Topology load() {
        try (InputStream file = Topology.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readValue(file, Topology.class);
        } catch (IOException broken) {
            throw new UncheckedIOException(FILE, broken);
        }
    }

    public static String queueOf(String service, Lane lane) {
        return service + (lane == Lane.LIVE ? ".live" : ".bulk");
    }

    public void declareOn(Channel channel) throws IOException {
        for (String exchange : exchanges) {
            channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
        }
        for (var queue : queues.entrySet()) {
            for (Lane lane : Lane.values()) {
                declare(channel, queueOf(queue.getKey(), lane), lane, queue.getValue());
            }
        }
    }

    private static void declare(Channel channel, String queue, Lane lane, List<String> types) throws IOException {
        channel.queueDeclare(queue, true, false, false, null);
        for (String type : types) {
            channel.queueBind(queue, lane.exchangeOf(type), type);
        }
    }
}
