package io.coterie.local.suite;

import io.coterie.local.amqp.AmqpBroker;
import io.coterie.local.oidc.Issuer;
import io.coterie.local.oidc.IssuerEndpoint;
import io.coterie.local.stack.Addresses;
import io.coterie.local.stack.Broker;
import io.coterie.local.stack.Databases;
import io.coterie.local.stack.Stack;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a service is told through its environment: the services know nothing else of the local stack.
final class ServiceEnvironment {
    private final SuiteHome home;
    private final PortPlan ports;

    ServiceEnvironment(SuiteHome home, PortPlan ports) {
        this.home = home;
        this.ports = ports;
    }

    Map<String, String> of(Replica replica) {
        var service = replica.service();
        var variables = new TreeMap<String, String>(common(replica));
        variables.put("COTERIE_ERASURE_HASH_KEY", home.folder().secret("erasure-hash-key"));
        variables.putAll(
                switch (service) {
                    case CUSTOMER -> database(service);
                    case SEGMENT -> segment();
                    case CAMPAIGN -> campaign();
                    case FEEDBACK -> feedback();
                });
        return variables;
    }

    private Map<String, String> common(Replica replica) {
        return Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(ports.port(replica.name())),
                // the default is one folder in the temporary one for all users, open to the first of them alone
                "QUARKUS_HTTP_BODY_UPLOADS_DIRECTORY",
                        home.folder().file("uploads").toString(),
                "QUARKUS_OIDC_AUTH_SERVER_URL", issuer(),
                "RABBITMQ_HOST", "127.0.0.1",
                "RABBITMQ_PORT", Integer.toString(ports.port("amqp")),
                "RABBITMQ_USERNAME", AmqpBroker.USER,
                "RABBITMQ_PASSWORD", Broker.password(home.folder()),
                "RABBITMQ_VIRTUAL_HOST", "/",
                "COTERIE_CLOCK_FILE", home.folder().file(Stack.CLOCK_FILE).toString());
    }

    private Map<String, String> database(Service service) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true"
                        .formatted(ports.port("postgresql"), service.key()),
                "QUARKUS_DATASOURCE_USERNAME",
                service.key(),
                "QUARKUS_DATASOURCE_PASSWORD",
                Databases.password(home.folder(), service.key()));
    }

    /// Whoever tries it out receives on the same machine.
    private Map<String, String> segment() {
        var variables = new TreeMap<String, String>(database(Service.SEGMENT));
        variables.put("COTERIE_SYNC_ALLOW_HTTP", "true");
        variables.put("COTERIE_SYNC_ALLOW_PRIVATE_ADDRESSES", "true");
        return variables;
    }

    private Map<String, String> campaign() {
        var variables = new TreeMap<String, String>(database(Service.CAMPAIGN));
        variables.put("QUARKUS_OIDC_CLIENT_AUTH_SERVER_URL", issuer());
        variables.put("QUARKUS_OIDC_CLIENT_CLIENT_ID", "campaign-service");
        variables.put("QUARKUS_OIDC_CLIENT_CREDENTIALS_SECRET", Issuer.clientSecret(home.folder(), "campaign-service"));
        variables.put("QUARKUS_REST_CLIENT_SEGMENT_SERVICE_URL", url(Service.SEGMENT.key()));
        variables.put("COTERIE_SMTP_HOST", "127.0.0.1");
        variables.put("COTERIE_SMTP_PORT", Integer.toString(ports.port("smtp")));
        variables.put("COTERIE_PUBLIC_URL", url(Service.CAMPAIGN.key()));
        variables.put("COTERIE_LINK_SECRET", home.folder().secret("link"));
        return variables;
    }

    private Map<String, String> feedback() {
        return Map.of(
                "QUARKUS_MONGODB_CONNECTION_STRING",
                Objects.requireNonNull(Addresses.read(home.folder()).get("mongodb"), "mongodb")
                        .url(),
                "COTERIE_PUBLIC_URL",
                url(Service.FEEDBACK.key()));
    }

    private String issuer() {
        return url("inbox") + IssuerEndpoint.PATH;
    }

    private String url(String name) {
        return "http://127.0.0.1:" + ports.port(name);
    }
}
