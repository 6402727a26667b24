package io.coterie.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ResourcesTest {

    @Test
    void everyRunGetsAnEmptyDatabaseOfItsOwn() throws Exception {
        var first = new PostgresResource().start();
        var second = new PostgresResource().start();

        assertThat(first.get("quarkus.datasource.jdbc.url")).isNotEqualTo(second.get("quarkus.datasource.jdbc.url"));
        try (var connection = DriverManager.getConnection(
                        second.get("quarkus.datasource.jdbc.url"),
                        second.get("quarkus.datasource.username"),
                        second.get("quarkus.datasource.password"));
                var rows = connection.createStatement().executeQuery("select uuidv7()")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void theBrokerOpensWithTheSettingsThatTheServiceGets() throws Exception {
        var settings = new AmqpResource().start();
        var client = new ConnectionFactory();
        client.setHost(settings.get("rabbitmq-host"));
        client.setPort(Integer.parseInt(settings.get("rabbitmq-port")));
        client.setUsername(settings.get("rabbitmq-username"));
        client.setPassword(settings.get("rabbitmq-password"));
        client.setVirtualHost(settings.get("rabbitmq-virtual-host"));

        try (var connection = client.newConnection()) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void aMovedClockIsMoved() {
        new MovableClockResource().start();

        MovableClockResource.advance(Duration.ofDays(90));

        assertThat(MovableClockResource.clock().instant()).isAfter(Instant.now().plus(Duration.ofDays(89)));
    }

    @Test
    void theOtherResourcesSayWhereTheyListen() {
        assertThat(new MongoResource().start().get("quarkus.mongodb.connection-string"))
                .startsWith("mongodb://");
        assertThat(new SmtpResource().start()).containsKeys("coterie.smtp.host", "coterie.smtp.port");
        assertThat(new OidcResource().start().get("quarkus.oidc.auth-server-url"))
                .endsWith("/oidc");
        assertThat(OidcResource.token("operator").split("\\.")).hasSize(3);
    }
}
