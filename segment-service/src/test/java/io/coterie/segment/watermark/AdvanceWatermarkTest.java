package io.coterie.segment.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.intake.ArrivedEvents;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Intake;
import io.coterie.segment.evaluation.Source;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class AdvanceWatermarkTest {
    private static final String TYPE = "feedback.responses-recorded.v1";
    private static final Source SOURCE = Source.FEEDBACK;
    private static final Instant START = Instant.parse("2126-01-01T00:00:00Z");
    /// Later cases of a run begin at later times: a watermark never goes back.
    private static final AtomicInteger CASES = new AtomicInteger();

    @Inject
    AdvanceWatermark advance;

    @Inject
    WatermarkTable table;

    @Inject
    Watermarks watermarks;

    @Inject
    ArrivedEvents arrived;

    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    private Instant start;

    @BeforeEach
    void countAnew() {
        arrived.forgetPositions(List.of(TYPE), Integer.MAX_VALUE);
        table.forgetBase(SOURCE);
        watermarks.all();
        start = START.plusSeconds(3_600L * CASES.incrementAndGet());
    }

    @Test
    void theFirstHeartbeatSaysWhereToCountFromAndNoMore() {
        assertThat(advance.to(SOURCE, beat(10, 5))).isTrue();

        assertThat(watermark()).isBefore(start);
        assertThat(table.base(SOURCE)).contains(new Base(10, Map.of(TYPE, 5L)));
    }

    @Test
    void theWatermarkWaitsForEveryEventBelowTheHeartbeat() {
        advance.to(SOURCE, beat(10, 5));
        receive(event(), 10);
        receive(event(), 20);
        receive(event(), 9);

        assertThat(advance.to(SOURCE, beat(20, 7)))
                .as("of 10 to below 20 one is missing")
                .isFalse();
        receive(event(), 19);

        assertThat(advance.to(SOURCE, beat(20, 7))).isTrue();
        assertThat(watermark()).isEqualTo(start.plusSeconds(20));
    }

    @Test
    void lostRepeatedAndLateHeartbeatsDoNoHarm() {
        advance.to(SOURCE, beat(10, 0));
        receive(event(), 25);

        assertThat(advance.to(SOURCE, beat(30, 1))).as("20 was lost").isTrue();
        assertThat(advance.to(SOURCE, beat(20, 0))).as("20 comes late").isTrue();
        assertThat(advance.to(SOURCE, beat(30, 1))).as("30 comes again").isTrue();

        assertThat(watermark()).isEqualTo(start.plusSeconds(30));
    }

    static LongStream seeds() {
        return LongStream.range(0, 15);
    }

    /// Two consumers take messages in any order; some deliveries are repeated, some end before they commit and come
    /// again, some cannot be applied and are parked. Heartbeats are lost and disordered, too.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theWatermarkIsNeverEarlyAndArrivesInTheEnd(long seed) throws Exception {
        Random random = new Random(seed);
        List<Long> positions = random.longs(60, 10, 200).boxed().toList();
        Queue<Delivery> queue = new ConcurrentLinkedQueue<>(shuffled(positions, random));
        List<Heartbeat> beats = beats(positions, random);
        advance.to(SOURCE, beat(10, 0));

        try (var consumers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int consumer = 0; consumer < 2; consumer++) {
                Random own = new Random(seed * 31 + consumer);
                consumers.execute(() -> consume(queue, own));
            }
            for (Heartbeat beat : beats) {
                advance.to(SOURCE, beat);
                assertNothingIsMissing(positions);
            }
        }
        assertThat(advance.to(SOURCE, beat(200, positions.size()))).isTrue();
        assertThat(watermark()).isEqualTo(start.plusSeconds(200));
    }

    private List<Delivery> shuffled(List<Long> positions, Random random) {
        List<Delivery> deliveries = new ArrayList<>();
        for (long position : positions) {
            Delivery delivery = delivery(event(), position);
            deliveries.add(delivery);
            if (random.nextInt(4) == 0) {
                deliveries.add(delivery);
            }
        }
        Collections.shuffle(deliveries, random);
        return deliveries;
    }

    /// Each says how many events stand below it; a third is lost, the rest come in any order.
    private List<Heartbeat> beats(List<Long> positions, Random random) {
        List<Heartbeat> beats = new ArrayList<>();
        for (long position = 11; position < 200; position += 2) {
            long below = position;
            if (random.nextInt(3) > 0) {
                beats.add(beat(
                        position, positions.stream().filter(one -> one < below).count()));
            }
        }
        Collections.shuffle(beats, random);
        return beats;
    }

    private boolean consume(Queue<Delivery> queue, Random random) {
        for (Delivery delivery = queue.poll(); delivery != null; delivery = queue.poll()) {
            if (random.nextInt(5) == 0) {
                queue.add(delivery);
                continue;
            }
            boolean poison = random.nextInt(10) == 0;
            intake.receive(delivery, event -> apply(event, poison));
        }
        return true;
    }

    private static void apply(ReceivedEvent event, boolean poison) {
        if (poison) {
            throw new IllegalArgumentException("cannot apply " + event.id());
        }
    }

    private void assertNothingIsMissing(List<Long> positions) {
        long reached = table.base(SOURCE).orElseThrow().position();
        assertThat(arrived.between(List.of(TYPE), 10, reached).getOrDefault(TYPE, 0L))
                .as("events below %d that were dealt with", reached)
                .isEqualTo(positions.stream()
                        .filter(position -> position < reached)
                        .count());
    }

    private Instant watermark() {
        return Objects.requireNonNull(table.all().get(SOURCE));
    }

    private Heartbeat beat(long position, long published) {
        return Heartbeat.of(start.plusSeconds(position), position, Map.of(TYPE, published));
    }

    private WrittenEvent event() {
        return format.write(TYPE, List.of(Map.of("customerId", "a"))).getFirst();
    }

    private void receive(WrittenEvent event, long position) {
        intake.receive(delivery(event, position), any -> {});
    }

    private static Delivery delivery(WrittenEvent event, long position) {
        Map<String, Object> headers = Map.of(WrittenEvent.POSITION, position);
        return new Delivery(
                Lane.LIVE, event.type(), event.body(), false, event.id().toString(), headers);
    }
}
