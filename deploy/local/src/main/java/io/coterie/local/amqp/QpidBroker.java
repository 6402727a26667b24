package io.coterie.local.amqp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/// Apache Qpid Broker-J inside this process: for machines without RabbitMQ. It refuses `x-` arguments.
public final class QpidBroker implements AmqpBroker {
    private final SystemLauncher launcher = new SystemLauncher();
    private final Settings settings;

    private QpidBroker(Settings settings) {
        this.settings = settings;
    }

    static QpidBroker start(Settings settings) {
        var broker = new QpidBroker(settings);
        try {
            broker.launcher.startup(broker.attributes());
        } catch (Exception e) {
            throw new IllegalStateException("the embedded AMQP broker did not start", e);
        }
        // a fatal error in the configuration leaves startup() without an exception
        AmqpBroker.awaitOpen(settings, Duration.ofSeconds(20), () -> true);
        return broker;
    }

    @Override
    public String product() {
        return "Qpid Broker-J";
    }

    @Override
    public boolean isRunning() {
        return true;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    private Map<String, Object> attributes() throws JsonProcessingException {
        var folder = settings.folder();
        folder.write("qpid/initial-config.json", new ObjectMapper().writeValueAsString(configuration()));
        var work = folder.directory("qpid").toString();
        return Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                folder.file("qpid/initial-config.json").toUri().toString(),
                "startupLoggedToSystemOut",
                false,
                "context",
                Map.of("qpid.work_dir", work, "qpid.home_dir", work));
    }

    private Map<String, Object> configuration() {
        return Map.of(
                "name", "coterie",
                "modelVersion", "8.0",
                "authenticationproviders",
                        List.of(Map.of(
                                "name",
                                "plain",
                                "type",
                                "Plain",
                                "secureOnlyMechanisms",
                                List.of(),
                                "users",
                                List.of(Map.of("name", USER, "type", "managed", "password", settings.password())))),
                "ports",
                        List.of(Map.of(
                                "name", "amqp",
                                "type", "AMQP",
                                "port", settings.port(),
                                "bindingAddress", "127.0.0.1",
                                "protocols", List.of("AMQP_0_9_1"),
                                "authenticationProvider", "plain",
                                "virtualhostaliases", List.of(Map.of("name", "defaultAlias", "type", "defaultAlias")))),
                "virtualhostnodes", List.of(node()));
    }

    private Map<String, Object> node() {
        var hosted = Map.of("name", "default", "defaultVirtualHostNode", true);
        var kind = settings.durable()
                ? Map.of(
                        "type", "DERBY",
                        "storePath",
                                settings.folder()
                                        .directory("qpid")
                                        .resolve("store")
                                        .toString(),
                        "virtualHostInitialConfiguration", "{\"type\": \"ProvidedStore\", \"name\": \"default\"}")
                : Map.of(
                        "type",
                        "Memory",
                        "virtualHostInitialConfiguration",
                        "{\"type\": \"Memory\", \"name\": \"default\"}");
        var node = new HashMap<String, Object>(hosted);
        node.putAll(kind);
        return node;
    }
}
