package io.coterie.feedback.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.feedback.ledger.Fence;
import io.coterie.feedback.ledger.Ledger;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.PayloadState;
import io.coterie.feedback.payload.Payloads;
import io.coterie.feedback.response.AbandonedEvents;
import io.coterie.feedback.response.UnstoredEvents;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.amqp.Topology;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.heartbeat.HeartbeatConfig;
import io.coterie.testkit.AmqpResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DocumentHeartbeatsTest.StandingStill.class)
class DocumentHeartbeatsTest {
    private static final String TYPE = "feedback.responses-recorded.v1";

    /// The service's own loop stands still after its first heartbeat: each test makes its own.
    public static final class StandingStill implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("coterie.heartbeat.every", "24h");
        }
    }

    private record Often() implements HeartbeatConfig {
        @Override
        public Optional<String> owner() {
            return Optional.of("feedback");
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }
    }

    @Inject
    Fence fence;

    @Inject
    Ledger ledger;

    @Inject
    Payloads payloads;

    @Inject
    AbandonedEvents abandoned;

    @Inject
    UnstoredEvents unstored;

    @Inject
    EventFormat format;

    @Inject
    FeedbackDatabase database;

    @Inject
    ObjectMapper json;

    @Inject
    Clock clock;

    private final List<Heartbeat> beats = new CopyOnWriteArrayList<>();
    private final Map<UUID, Long> positions = new ConcurrentHashMap<>();
    private Connection connection;
    private DocumentHeartbeats heartbeats;

    @BeforeEach
    void open() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        connection = factory.newConnection("test");
        Channel channel = connection.createChannel();
        Topology.load().declareOn(channel);
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, "feedback", "#");
        channel.basicConsume(queue, true, (tag, message) -> hear(message), tag -> {});
        heartbeats = replica();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    private DocumentHeartbeats replica() {
        return new DocumentHeartbeats(fence, ledger, payloads, abandoned, unstored, format, new Often(), clock);
    }

    private void hear(Delivery message) throws java.io.IOException {
        if (Heartbeat.isTypeOf(message.getEnvelope().getRoutingKey())) {
            beats.add(json.treeToValue(json.readTree(message.getBody()).at("/data/items/0"), Heartbeat.class));
        } else {
            positions.put(
                    UUID.fromString(message.getProperties().getMessageId()),
                    ((Number) Objects.requireNonNull(
                                    message.getProperties().getHeaders().get(WrittenEvent.POSITION)))
                            .longValue());
        }
    }

    @Test
    void anAnswerIsCountedAndStandsBelowTheHeartbeatThatCountsIt() throws Exception {
        long before = counted(told());
        UUID customer = UUID.randomUUID();
        try (Suite suite = Suite.connect()) {
            suite.tellProfile(customer, 1, Map.of("user_id", "u-" + customer));
            UUID source = SurveyTools.typeformSource();
            SurveyTools.typeform(source, SurveyTools.typeformBody("t-" + customer, "u-" + customer, 3, "late"));
            await().until(() -> suite.responsesOf(customer).size() == 1);
        }
        Instant heard = clock.instant();
        await().until(heartbeats::advance);

        Heartbeat told = told();

        assertThat(counted(told)).isEqualTo(before + 1);
        assertThat(told.recordedBefore()).isAfter(heard.minusMillis(1));
        assertThat(positions.values())
                .singleElement()
                .satisfies(position -> assertThat(position).isLessThan(told.position()));
    }

    @Test
    void anAnnouncedEventHoldsTheTimeBackUntilItIsPublished() throws Exception {
        long before = counted(told());
        UUID event = Ids.next();
        ledger.announce(List.of(event), TYPE);

        assertThat(heartbeats.advance()).isFalse();
        assertThat(heartbeats.held()).isGreaterThanOrEqualTo(Duration.ZERO);
        ledger.published(List.of(event));
        ledger.published(List.of(event));

        assertThat(counted(told())).isEqualTo(before + 1);
    }

    @Test
    void whatIsAnnouncedWhileATimeWaitsStandsAboveIt() throws Exception {
        UUID first = Ids.next();
        ledger.announce(List.of(first), TYPE);
        assertThat(heartbeats.advance()).isFalse();

        long position = ledger.announce(List.of(Ids.next()), TYPE);
        ledger.published(List.of(first));

        assertThat(told().position()).isLessThanOrEqualTo(position);
        ledger.published(ids());
    }

    @Test
    void whatIsNotStoredAfterAllHoldsNothingBack() throws Exception {
        long before = counted(told());
        UUID event = Ids.next();
        ledger.announce(List.of(event), TYPE);
        ledger.withdraw(List.of(event));

        assertThat(counted(told())).isEqualTo(before);
    }

    @Test
    void anEventThatACrashedWriterAnnouncedIsWaitedForAMinute() throws Exception {
        long before = counted(told());
        UUID event = Ids.next();
        ledger.announce(List.of(event), TYPE);
        assertThat(heartbeats.advance()).isFalse();

        database.collection("ledger", Document.class)
                .updateOne(
                        Filters.eq("_id", event),
                        Updates.set("since", Instant.now().minus(Duration.ofSeconds(61))));
        assertThat(heartbeats.advance()).as("finds it abandoned").isFalse();

        assertThat(counted(told())).isEqualTo(before);
    }

    @Test
    void aPayloadThatNothingWasMadeOfHoldsTheTimeBack() throws Exception {
        told();
        UUID id = UUID.randomUUID();
        payloads.keep(received(id));
        long height = fence.state().height();

        assertThat(heartbeats.advance()).isFalse();
        assertThat(fence.state().height()).as("the fence waits for it").isEqualTo(height);
        payloads.mark(id, PayloadState.NORMALISED);

        assertThat(heartbeats.advance()).isTrue();
    }

    private Payload received(UUID id) {
        return new Payload(id, UUID.randomUUID(), new byte[0], Map.of(), clock.instant(), PayloadState.RECEIVED, null);
    }

    @Test
    void aPayloadThatCannotBeMadeAnythingOfHoldsNothingBack() {
        UUID id = UUID.randomUUID();
        payloads.keep(received(id));
        payloads.markFailed(id);

        assertThat(heartbeats.advance()).isTrue();
        payloads.mark(id, PayloadState.IGNORED);
    }

    /// Writers of which some announce and store nothing, two replicas that make heartbeats, and events that are
    /// published twice: each heartbeat counts exactly the events that stand below it.
    @Test
    void withWritersAndReplicasAtWorkEveryHeartbeatIsExact() throws Exception {
        long before = counted(told());
        Map<UUID, Long> published = new ConcurrentHashMap<>();
        Map<Long, Long> totals = new HashMap<>();
        List<Future<Boolean>> written = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < 4; writer++) {
                Random random = new Random(writer);
                written.add(threads.submit(() -> write(random, published)));
            }
            DocumentHeartbeats other = replica();
            for (int i = 0; i < 200; i++) {
                (i % 2 == 0 ? heartbeats : other).advance();
                Fence.State state = fence.state();
                totals.put(state.told(), state.totals().getOrDefault(TYPE, 0L));
            }
            for (Future<Boolean> one : written) {
                assertThat(one.get()).isTrue();
            }
        }
        told();
        Heartbeat last = told();

        assertThat(counted(last)).isEqualTo(before + published.size());
        assertThat(totals)
                .hasSizeGreaterThan(2)
                .allSatisfy((position, events) -> assertThat(events - before)
                        .as("below %d", position)
                        .isEqualTo(published.values().stream()
                                .filter(stands -> stands < position)
                                .count()));
    }

    private boolean write(Random random, Map<UUID, Long> published) throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            UUID event = Ids.next();
            long position = ledger.announce(List.of(event), TYPE);
            Thread.sleep(random.nextInt(5));
            if (random.nextInt(5) == 0) {
                ledger.withdraw(List.of(event));
            } else {
                published.put(event, position);
                ledger.published(List.of(event));
                ledger.published(List.of(event));
            }
        }
        return true;
    }

    private List<UUID> ids() {
        return database.collection("ledger", Document.class)
                .find()
                .map(entry -> entry.get("_id", UUID.class))
                .into(new ArrayList<>());
    }

    private Heartbeat told() {
        int heard = beats.size();
        await().until(heartbeats::advance);
        await().until(() -> beats.size() > heard);
        return beats.getLast();
    }

    private static long counted(Heartbeat beat) {
        return beat.published().getOrDefault(TYPE, 0L);
    }
}
