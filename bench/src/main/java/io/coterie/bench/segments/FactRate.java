package io.coterie.bench.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import io.coterie.bench.report.Measure;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Service;
import io.coterie.demo.suite.Suite;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Facts per second from the broker to committed memberships with everything told, with more and more segments.
final class FactRate {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UP = 40;
    private static final int CONFIRM_MILLIS = 60_000;

    private final Suite suite;
    private final URI broker;
    private final URI database;
    private final Facts facts;
    private final int messages;
    private final PrintStream out;

    FactRate(Suite suite, JsonNode status, int customers, int messages, PrintStream out) {
        this.out = out;
        this.suite = suite;
        this.broker = URI.create(status.path("amqp").asText());
        this.database = URI.create(status.path("postgresql").asText());
        this.facts = new Facts(customers);
        this.messages = messages;
    }

    /// @param segments how many there are at each turn, rising
    List<Measure> measures(int... segments) throws Exception {
        List<Measure> measures = new ArrayList<>();
        String prefix = "bench-" + Long.toString(System.currentTimeMillis(), 36);
        int there = 0;
        for (int wanted : segments) {
            activate(FiftySegments.rules(prefix, there, wanted));
            there = wanted;
            if (measures.isEmpty()) {
                send(WARM_UP);
            }
            Measure rate = Measure.perSecond(
                    "facts to committed membership, " + wanted + " segments",
                    (long) messages * Facts.A_MESSAGE,
                    send(messages));
            out.printf(Locale.ROOT, "  %s: %,.0f/s%n", rate.name(), rate.value());
            measures.add(rate);
        }
        return measures;
    }

    /// All at once: one walk over the customers serves them all.
    private void activate(Map<String, String> rules) {
        Service segments = suite.segments().service();
        rules.forEach((key, rule) -> segments.post("/segments", Map.of("key", key, "rule", Rules.json(rule))));
        rules.keySet().forEach(key -> segments.post("/segments/" + key + "/versions/1/activate"));
        for (String key : rules.keySet()) {
            Await.until(
                    PATIENCE,
                    () -> segments.get("/segments/" + key).path("state").asText(),
                    "active"::equals);
        }
    }

    /// Returns after how many seconds all are dealt with and told.
    private double send(int count) throws Exception {
        List<byte[]> bodies = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            bodies.add(facts.message());
        }
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        try (var connection = factory.newConnection("bench");
                Channel channel = connection.createChannel();
                Connection segments = segmentDatabase()) {
            long dealtWith = count(segments, "SELECT count(*) FROM inbox");
            channel.confirmSelect();
            long begun = System.nanoTime();
            for (byte[] body : bodies) {
                channel.basicPublish(
                        "customer",
                        "customer.behaviours-recorded.v1",
                        true,
                        new AMQP.BasicProperties.Builder().deliveryMode(2).build(),
                        body);
            }
            channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
            Await.until(PATIENCE, () -> isDealtWith(segments, dealtWith + count), done -> done);
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static boolean isDealtWith(Connection segments, long messages) {
        return count(segments, "SELECT count(*) FROM inbox") >= messages
                && count(segments, "SELECT count(*) FROM outbox") == 0;
    }

    private static long count(Connection connection, String sql) {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private Connection segmentDatabase() throws SQLException {
        String[] login = database.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/segment".formatted(database.getHost(), database.getPort()),
                login[0],
                login[1]);
    }
}
