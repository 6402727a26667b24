package io.coterie.testkit;

import io.coterie.local.amqp.AmqpBroker;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An AMQP broker, one per test JVM: a private RabbitMQ node where RabbitMQ is installed, else Qpid.
///
/// `COTERIE_TEST_AMQP_URL` (`amqp://user:password@host:port/vhost`) replaces it.
public final class AmqpResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable String url;

    /// For a client of the test's own.
    public static synchronized String url() {
        var running = url;
        if (running == null) {
            running = Scratch.environment("COTERIE_TEST_AMQP_URL").orElseGet(AmqpResource::startBroker);
            url = running;
        }
        return running;
    }

    @Override
    public Map<String, String> start() {
        var address = URI.create(url());
        var login = address.getRawUserInfo().split(":", 2);
        var host = address.getRawPath().length() > 1 ? address.getRawPath().substring(1) : "%2F";
        return Map.of(
                "rabbitmq-host", address.getHost(),
                "rabbitmq-port", Integer.toString(address.getPort()),
                "rabbitmq-username", decoded(login[0]),
                "rabbitmq-password", decoded(login[1]),
                "rabbitmq-virtual-host", decoded(host));
    }

    @Override
    public void stop() {
        // the broker stays for the next test class, and ends with the JVM
    }

    private static String startBroker() {
        var broker = AmqpBroker.startForTests(Scratch.folder("amqp"));
        Scratch.atEnd(broker::close);
        return broker.url();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
