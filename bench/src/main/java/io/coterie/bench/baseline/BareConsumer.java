package io.coterie.bench.baseline;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.bench.report.Measure;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What the same broker and the same PostgreSQL take from a client that reads the same messages and writes the same
/// rows as segment-service, but evaluates nothing. Its database goes afterwards.
public final class BareConsumer {
    private static final String DATABASE = "coterie_bench_segments";
    private static final String QUEUE = "coterie-bench-segments";
    /// as many messages as segment-service has in hand
    private static final int CONNECTIONS = 8;

    private final URI broker;
    private final URI server;

    /// @param server PostgreSQL, with user and password
    public BareConsumer(URI broker, URI server) {
        this.broker = broker;
        this.server = server;
    }

    /// @param standings bytes of a row's standings, on average
    /// @param chunk bytes of a chunk, on average
    /// @param due rows that say when, for a message
    /// @param changes of memberships, for a message
    public Measure run(
            List<byte[]> messages, int facts, UUID[] customers, int standings, int chunk, int due, int changes)
            throws Exception {
        administer("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        BareMembership.Load load = new BareMembership.Load(standings, chunk, due, changes);
        try {
            try (Connection connection = open(DATABASE)) {
                try (var statement = connection.createStatement()) {
                    statement.execute(BareMembership.TABLES);
                }
                new BareMembership(connection, load).fill(customers);
            }
            double seconds = consume(messages, load);
            return Measure.perSecond("bare client, the same rows", (long) messages.size() * facts, seconds);
        } finally {
            administer("DROP DATABASE " + DATABASE + " WITH (FORCE)");
        }
    }

    private double consume(List<byte[]> messages, BareMembership.Load load) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        try (var connection = factory.newConnection("bench");
                Channel channel = connection.createChannel();
                var workers = Executors.newFixedThreadPool(CONNECTIONS)) {
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            long begun = System.nanoTime();
            for (byte[] message : messages) {
                channel.basicPublish(
                        "",
                        QUEUE,
                        new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                        message);
            }
            channel.waitForConfirmsOrDie();
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(workers.submit(() -> {
                    drain(connection.createChannel(), load);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            channel.queueDelete(QUEUE);
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private void drain(Channel channel, BareMembership.Load load) throws Exception {
        try (Connection connection = open(DATABASE)) {
            BareMembership membership = new BareMembership(connection, load);
            GetResponse got = channel.basicGet(QUEUE, false);
            while (got != null) {
                membership.write(got.getBody());
                channel.basicAck(got.getEnvelope().getDeliveryTag(), false);
                got = channel.basicGet(QUEUE, false);
            }
        }
    }

    private void administer(String... statements) throws SQLException {
        try (Connection connection = open("postgres");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Connection open(String database) throws SQLException {
        String[] login = server.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s".formatted(server.getHost(), server.getPort(), database),
                login[0],
                login[1]);
    }
}
