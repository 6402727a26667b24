package io.coterie.bench.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.demo.suite.Await;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The way of facts into segment-service: its broker on one end, its database on the other.
final class Pipeline implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final int CONFIRM_MILLIS = 60_000;

    private final URI broker;
    private final URI postgres;
    private final Connection database;

    Pipeline(JsonNode status) throws SQLException {
        this.broker = URI.create(status.path("amqp").asText());
        this.postgres = URI.create(status.path("postgresql").asText());
        String[] login = postgres.getUserInfo().split(":", 2);
        this.database = DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/segment".formatted(postgres.getHost(), postgres.getPort()),
                login[0],
                login[1]);
    }

    URI broker() {
        return broker;
    }

    URI postgres() {
        return postgres;
    }

    /// Returns after how many seconds all are dealt with and told.
    double send(List<byte[]> messages) throws Exception {
        long dealtWith = dealtWith();
        long begun = System.nanoTime();
        publish(messages);
        Await.until(PATIENCE, () -> dealtWith() >= dealtWith + messages.size() && isTold(), done -> done);
        return (System.nanoTime() - begun) / 1e9;
    }

    private void publish(List<byte[]> messages) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        try (var connection = factory.newConnection("bench");
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (byte[] message : messages) {
                channel.basicPublish(
                        "customer",
                        "customer.behaviours-recorded.v1",
                        true,
                        new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                        message);
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
        }
    }

    private long dealtWith() {
        return number("SELECT count(*) FROM inbox");
    }

    private boolean isTold() {
        return number("SELECT count(*) FROM outbox") == 0;
    }

    /// The only number that a query answers.
    long number(String sql) {
        try (var statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
