package io.coterie.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class ArrivedEventsTest {
    private static final String TYPE = "customer.test.v1";

    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    @Inject
    ArrivedEvents arrived;

    @BeforeEach
    void forget() {
        arrived.forgetPositions(List.of(TYPE), 1_000);
    }

    @Test
    void liveEventsCountFromOnePositionToBelowAnother() {
        for (long position = 10; position < 15; position++) {
            receive(Lane.LIVE, written(), position);
        }

        assertThat(arrived.between(List.of(TYPE, "customer.other.v1"), 11, 14)).isEqualTo(Map.of(TYPE, 3L));
    }

    @Test
    void anEventThatComesAgainCountsOnce() {
        WrittenEvent event = written();
        receive(Lane.LIVE, event, 10);
        receive(Lane.LIVE, event, 10);

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void whatIsParkedCountsAlsoWhereItCannotBeRead() {
        WrittenEvent poison = written();
        intake.receive(delivery(Lane.LIVE, poison, 10), this::refuse);
        byte[] torn = "torn".getBytes(StandardCharsets.UTF_8);
        receive(Lane.LIVE, WrittenEvent.of(UUID.randomUUID(), TYPE, torn), 11);

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void theBulkLaneAndWhatHasNoPositionDoNotCount() {
        receive(Lane.BULK, written(), 10);
        intake.receive(Delivery.fresh(Lane.LIVE, written().body()), event -> {});

        assertThat(count()).isZero();
    }

    private long count() {
        return arrived.between(List.of(TYPE), 0, Long.MAX_VALUE).getOrDefault(TYPE, 0L);
    }

    private WrittenEvent written() {
        return format.write(TYPE, List.of(Map.of("customerId", "a"))).getFirst();
    }

    private void receive(Lane lane, WrittenEvent event, long position) {
        intake.receive(delivery(lane, event, position), any -> {});
    }

    private static Delivery delivery(Lane lane, WrittenEvent event, long position) {
        Map<String, Object> headers = Map.of(WrittenEvent.POSITION, position);
        return new Delivery(lane, event.type(), event.body(), false, event.id().toString(), headers);
    }

    private void refuse(ReceivedEvent event) {
        throw new IllegalArgumentException("cannot apply " + event.id());
    }
}
