package io.coterie.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.heartbeat.HeartbeatConfig;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OutboxHeartbeatsTest.OfCustomers.class)
class OutboxHeartbeatsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TYPE = "customer.behaviours-recorded.v1";

    /// The service's own loop stands still after its first beat: each test makes its own.
    public static final class OfCustomers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("coterie.heartbeat.owner", "customer", "coterie.heartbeat.every", "24h");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PostgresResource.class),
                    new TestResourceEntry(AmqpResource.class),
                    new TestResourceEntry(OidcResource.class));
        }
    }

    private record Often() implements HeartbeatConfig {
        @Override
        public Optional<String> owner() {
            return Optional.of("customer");
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }
    }

    @Inject
    Outbox outbox;

    @Inject
    OutboxTable pending;

    @Inject
    HeartbeatTable table;

    @Inject
    DataSource dataSource;

    @Inject
    ObjectMapper json;

    private final Clock clock = Clock.systemUTC();
    private final List<Heartbeat> beats = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private Connection connection;
    private Channel channel;
    private OutboxHeartbeats heartbeats;

    @BeforeEach
    void open() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("test");
        channel = connection.createChannel();
        Topology.load().declareOn(channel);
        await().atMost(PATIENCE).until(() -> rows("outbox") == 0);
        execute("TRUNCATE published_event, published_total");
        channel.queuePurge("segment-service.live");
        heartbeats = another();
    }

    private OutboxHeartbeats another() {
        return new OutboxHeartbeats(table, outbox, new Often(), clock);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void whatWasCommittedBeforeIsCountedAndLaterWritersStandAbove() throws Exception {
        record(3);
        Instant recorded = clock.instant().truncatedTo(ChronoUnit.MICROS);

        Heartbeat told = told();
        record(1);
        hear();

        assertThat(events(told)).isEqualTo(3);
        assertThat(told.recordedBefore()).isBetween(recorded, clock.instant());
        assertThat(positions.subList(0, 3)).allSatisfy(one -> assertThat(one).isLessThan(told.position()));
        assertThat(positions.get(3)).isGreaterThan(told.position());
        assertThat(events(told())).isEqualTo(4);
    }

    @Test
    void aTransactionThatStaysOpenHoldsTheTimeBackAndIsNotMissed() throws Exception {
        Instant begun;
        Instant open;
        try (var slow = dataSource.getConnection()) {
            slow.setAutoCommit(false);
            insert(slow.createStatement(), Lane.LIVE);
            begun = clock.instant().truncatedTo(ChronoUnit.MICROS);

            assertThat(heartbeats.advance()).isFalse();
            open = clock.instant();
            record(1);
            assertThat(heartbeats.advance()).isFalse();
            slow.commit();
            wakeTheRelay(slow.createStatement());
            slow.commit();
        }

        Heartbeat told = told();
        assertThat(told.recordedBefore()).isBetween(begun, open);
        assertThat(events(told)).as("the one that committed late").isEqualTo(1);
        assertThat(events(told())).isEqualTo(2);
    }

    @Test
    void aTransactionThatOnlyReadsHoldsNothingBack() throws Exception {
        try (var reader = dataSource.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT count(*) FROM outbox");

            assertThat(events(told())).isZero();
            reader.rollback();
        }
    }

    @Test
    void anEventThatIsNotPublishedHoldsTheTimeBack() throws Exception {
        UUID leased = UUID.randomUUID();
        execute("INSERT INTO outbox (id, lane, type, body, leased_until) VALUES ('" + leased + "', 'LIVE', '" + TYPE
                + "', '{}', clock_timestamp() + interval '1 hour')");

        assertThat(heartbeats.advance()).isFalse();
        assertThat(heartbeats.held()).isPositive();
        pending.giveBack(List.of(leased));

        assertThat(events(told())).isEqualTo(1);
        assertThat(heartbeats.held()).isZero();
    }

    @Test
    void theBulkLaneNeitherCountsNorHoldsAnythingBack() throws Exception {
        try (var statement = dataSource.getConnection()) {
            insert(statement.createStatement(), Lane.BULK);
        }
        assertThat(events(told())).isZero();
        await().atMost(PATIENCE).until(() -> rows("outbox") == 0);
        assertThat(events(told())).isZero();
    }

    @Test
    void whatIsPublishedTwiceIsCountedOnce() throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            execute("INSERT INTO outbox (id, lane, type, body, leased_until) VALUES ('" + id + "', 'LIVE', '" + TYPE
                    + "', '{}', clock_timestamp() + interval '1 hour')");
        }

        pending.published(ids.subList(0, 3));
        pending.published(ids);
        pending.published(ids);

        assertThat(events(told())).isEqualTo(5);
    }

    @Test
    void whileOneReplicaTellsTheOthersDoNot() throws Exception {
        try (var first = dataSource.getConnection()) {
            first.setAutoCommit(false);
            first.createStatement().execute("SELECT * FROM heartbeat FOR UPDATE");

            assertThat(turn(Duration.ZERO)).isFalse();
            first.rollback();
        }
        assertThat(turn(Duration.ZERO)).isTrue();
    }

    @Test
    void whatOneReplicaToldJustNowNoOtherTellsAgain() throws Exception {
        told();

        assertThat(turn(Duration.ofHours(1))).isFalse();
        assertThat(turn(Duration.ZERO)).isTrue();
    }

    private boolean turn(Duration sinceTheLast) {
        return QuarkusTransaction.requiringNew().call(() -> table.takeTurn(table.nextPosition(), sinceTheLast));
    }

    @Test
    void anOlderTimeIsNotToldAfterANewerOne() throws Exception {
        OutboxHeartbeats slow = another();
        try (var open = dataSource.getConnection()) {
            open.setAutoCommit(false);
            insert(open.createStatement(), Lane.LIVE);
            assertThat(slow.advance()).isFalse();
            open.commit();
            wakeTheRelay(open.createStatement());
            open.commit();
        }
        Heartbeat newer = told();

        assertThat(slow.advance()).isTrue();
        hear();
        assertThat(beats).containsExactly(newer);
        assertThat(told().position()).isGreaterThan(newer.position());
    }

    /// Writers of which some commit late and some not at all, while heartbeats go on: each says exactly how many events
    /// have a position below its own, and what is written later has a higher one.
    @Test
    void underLoadEveryHeartbeatIsExact() throws Exception {
        List<Future<Boolean>> writing = new ArrayList<>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 4; writer++) {
                Random random = new Random(writer);
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        write(random);
                    }
                    return true;
                }));
            }
            for (int i = 0; i < 30; i++) {
                heartbeats.advance();
            }
        }
        for (Future<Boolean> writer : writing) {
            assertThat(writer.get()).isTrue();
        }
        told();
        Heartbeat last = told();

        assertThat(events(last)).isEqualTo(positions.size()).isPositive();
        assertThat(beats)
                .hasSizeGreaterThan(1)
                .allSatisfy(beat -> assertThat(events(beat))
                        .isEqualTo(positions.stream()
                                .filter(position -> position < beat.position())
                                .count()));
    }

    private void write(Random random) throws SQLException {
        try (var open = dataSource.getConnection();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            insert(statement, Lane.LIVE);
            statement.execute("SELECT pg_sleep(" + random.nextInt(20) / 1_000.0 + ")");
            if (random.nextInt(5) == 0) {
                open.rollback();
            } else {
                open.commit();
            }
            wakeTheRelay(statement);
            open.commit();
        }
    }

    private static void wakeTheRelay(Statement statement) throws SQLException {
        statement.execute("NOTIFY wake, 'outbox LIVE'");
    }

    /// Lets a heartbeat be told and hears it.
    private Heartbeat told() throws Exception {
        await().atMost(PATIENCE).until(heartbeats::advance);
        hear();
        return beats.getLast();
    }

    /// Takes in what was published until now.
    private void hear() throws Exception {
        await().atMost(PATIENCE).until(() -> rows("outbox") == 0);
        GetResponse got = channel.basicGet("segment-service.live", true);
        while (got != null) {
            if (Heartbeat.isTypeOf(got.getEnvelope().getRoutingKey())) {
                beats.add(json.treeToValue(json.readTree(got.getBody()).at("/data/items/0"), Heartbeat.class));
            } else {
                positions.add(((Number) Objects.requireNonNull(
                                got.getProps().getHeaders().get(WrittenEvent.POSITION)))
                        .longValue());
            }
            got = channel.basicGet("segment-service.live", true);
        }
    }

    private static long events(Heartbeat beat) {
        return beat.published().getOrDefault(TYPE, 0L);
    }

    private void record(int events) {
        for (int i = 0; i < events; i++) {
            QuarkusTransaction.requiringNew()
                    .run(() -> outbox.append(TYPE, Lane.LIVE, List.of(Map.of("customerId", "a"))));
        }
    }

    private static void insert(Statement statement, Lane lane) throws SQLException {
        statement.execute("INSERT INTO outbox (id, lane, type, body) VALUES ('" + UUID.randomUUID() + "', '" + lane
                + "', '" + TYPE + "', '{}')");
    }

    private long rows(String from) throws SQLException {
        return Long.parseLong(strings("SELECT count(*)::text FROM " + from).getFirst());
    }

    private void execute(String sql) throws SQLException {
        try (var open = dataSource.getConnection();
                var statement = open.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var open = dataSource.getConnection();
                var statement = open.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
