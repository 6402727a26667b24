package io.coterie.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFormatTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
    private final EventFormat format = new EventFormat(JSON, NOON, "customer-service");

    record Item(String customerId, BigDecimal total) {}

    @Test
    void anEventIsAStructuredCloudEvent() throws Exception {
        WrittenEvent written = format.write("customer.x.v1", List.of(new Item("c", new BigDecimal("29.30"))))
                .getFirst();

        JsonNode event = JSON.readTree(written.body());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(written.id().toString());
        assertThat(event.path("source").asText()).isEqualTo("/customer-service");
        assertThat(event.path("type").asText()).isEqualTo("customer.x.v1");
        assertThat(event.path("time").asText()).isEqualTo("2026-01-15T12:00:00Z");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(new String(written.body(), StandardCharsets.UTF_8)).contains("\"total\":29.30");
    }

    @Test
    void eventIdsCarryTheirTime() {
        WrittenEvent written = format.write("customer.x.v1", List.of(new Item("c", BigDecimal.ONE)))
                .getFirst();

        assertThat(written.id().version()).isEqualTo(7);
        assertThat(Ids.timeOf(written.id())).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void noEventHasMoreThan500Items() {
        List<WrittenEvent> events =
                format.write("customer.x.v1", Collections.nCopies(1_001, new Item("c", BigDecimal.ONE)));

        assertThat(events).hasSize(3);
        assertThat(events.stream().mapToInt(this::items)).containsExactly(500, 500, 1);
    }

    @Test
    void noEventIsLargerThan256Kilobytes() {
        Item large = new Item("ü".repeat(10_000), BigDecimal.ONE);

        List<WrittenEvent> events = format.write("customer.x.v1", Collections.nCopies(100, large));

        assertThat(events)
                .allSatisfy(event -> assertThat(event.body().length).isLessThanOrEqualTo(EventFormat.MOST_BYTES));
        assertThat(events.stream().mapToInt(this::items).sum()).isEqualTo(100);
    }

    private int items(WrittenEvent event) {
        try {
            return format.read(event.body()).items().size();
        } catch (UnreadableEvent broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        WrittenEvent written = format.write("customer.x.v1", List.of(new Item("c", new BigDecimal("0.10"))))
                .getFirst();

        ReceivedEvent read = format.read(written.body());

        assertThat(read.id()).isEqualTo(written.id());
        assertThat(read.type()).isEqualTo("customer.x.v1");
        assertThat(read.items().getFirst().path("total").decimalValue()).isEqualTo(new BigDecimal("0.10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"specversion\": \"0.3\"}",
                "{\"specversion\": \"1.0\", \"type\": \"a.b.v1\", \"id\": \"x\", \"data\": {\"items\": []}}",
                "{\"specversion\": \"1.0\", \"type\": \"a.b.v1\", \"id\": \"0199b3a0-1000-7000-8000-000000000001\"}"
            })
    void whatIsNoEventIsSaidToBeNone(String body) {
        assertThatThrownBy(() -> format.read(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void anEventIsCutByCustomerWithoutLosingItems() {
        List<JsonNode> items = List.of(item("a"), item("b"), item("a"));
        ReceivedEvent event = new ReceivedEvent(UUID.randomUUID(), "customer.x.v1", "/s", items);

        assertThat(event.perCustomer()).extracting(part -> part.items().size()).containsExactly(2, 1);
    }

    private static JsonNode item(String customer) {
        return JSON.createObjectNode().put("customerId", customer);
    }

    @Test
    void aChainOfReactionsEnds() {
        Origin origin = Origin.first(UUID.randomUUID());
        for (int hop = 0; hop < Origin.MOST_HOPS; hop++) {
            origin = origin.causes(UUID.randomUUID());
            assertThat(origin.mayTrigger()).isTrue();
        }
        assertThat(origin.causes(UUID.randomUUID()).mayTrigger()).isFalse();
    }

    @Test
    void derivedIdsDependOnEveryPartAndItsBounds() {
        assertThat(Ids.derived("a", "bc")).isEqualTo(Ids.derived("a", "bc"));
        assertThat(Ids.derived("a", "bc")).isNotEqualTo(Ids.derived("ab", "c"));
    }

    @Test
    void bucketsSpreadCustomersEvenly() {
        int[] customers = new int[Bucket.COUNT];
        for (int i = 0; i < 100 * Bucket.COUNT; i++) {
            customers[Bucket.of(Ids.next())]++;
        }
        assertThat(IntStream.of(customers).boxed()).allMatch(count -> count >= 40 && count <= 200);
    }
}
