package io.coterie.kit.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.Database;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class ErasuresTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Erasures erasures;

    @Inject
    Tombstones tombstones;

    @Inject
    Letters letters;

    @Inject
    Database database;

    @Inject
    ObjectMapper json;

    private final UUID ann = Ids.next();
    private final UUID annBefore = Ids.next();
    private final UUID bob = Ids.next();
    private final UUID erasure = Ids.next();

    @BeforeEach
    void tables() {
        database.update("""
                CREATE TABLE IF NOT EXISTS letter (bucket integer, customer_id uuid, no integer,
                                                   PRIMARY KEY (bucket, customer_id, no))
                """);
        database.update("CREATE TABLE IF NOT EXISTS on_its_way (customer_id uuid)");
    }

    @AfterEach
    void othersFindNothingOfIt() {
        database.update("DELETE FROM outbox WHERE leased_until = 'infinity'");
        database.update("DELETE FROM parked_message");
    }

    @Test
    void everythingOfEveryIdGoesAndTheReceiptCountsIt() {
        write(ann, 6_000);
        write(annBefore, 2);
        write(bob, 3);

        receiveErasure();

        ErasureCompleted receipt = receipt();
        assertThat(receipt.counts()).containsEntry("letters", 6_002L);
        assertThat(receipt.erasureId()).isEqualTo(erasure);
        assertThat(receipt.causationId()).isEqualTo(erasure);
        assertThat(receipt.hops()).isEqualTo(1);
        assertThat(lettersOf(ann) + lettersOf(annBefore)).isZero();
        assertThat(lettersOf(bob)).isEqualTo(3);
    }

    @Test
    void anErasureThatComesAgainGetsTheSameReceipt() {
        write(ann, 1);
        receiveErasure();
        ErasureCompleted first = receipt();

        receiveErasure();

        assertThat(receipts()).containsExactly(first, first);
    }

    @Test
    void pendingEventsAndParkedMessagesLoseThePerson() {
        UUID shared = pending("segment.memberships-changed.v1", event(item(ann), item(bob)));
        UUID own = pending("segment.memberships-changed.v1", event(item(ann)));
        UUID notice = pending("customer.erased.v1", event(item(ann)));
        UUID broken = parked("{no JSON " + ann);
        UUID others = parked("[" + item(bob) + "]");

        receiveErasure();

        ErasureCompleted receipt = receipt();
        assertThat(receipt.counts()).containsEntry("outbox", 2L).containsEntry("parked", 1L);
        assertThat(bodies("outbox")).containsKeys(shared, notice).doesNotContainKey(own);
        assertThat(bodies("outbox").get(shared)).contains(bob.toString()).doesNotContain(ann.toString());
        assertThat(bodies("parked_message")).containsKey(others).doesNotContainKey(broken);
    }

    /// Who consumes it may have counted it: were it gone, its producer would not.
    @Test
    void anEventThatMayBePublishedAlreadyIsLeftToTheRelay() {
        UUID own = pending("segment.memberships-changed.v1", event(item(ann)));
        database.update("UPDATE outbox SET attempts = 1 WHERE id = ?", own);
        receiveErasure();

        await().atMost(PATIENCE).until(this::wasTriedAndWaits);
        assertThat(bodies("outbox")).containsKey(own);
        assertThat(receipts()).isEmpty();
        database.update("DELETE FROM outbox WHERE id = ?", own);

        assertThat(receipt().counts()).doesNotContainKey("outbox");
    }

    private boolean wasTriedAndWaits() {
        return database.first(
                        "SELECT 1 FROM erasure WHERE id = ? AND lease_holder IS NULL AND leased_until IS NOT NULL",
                        row -> true,
                        erasure)
                .isPresent();
    }

    @Test
    void whatIsOnItsWaySettlesFirst() {
        database.update("INSERT INTO on_its_way VALUES (?)", ann);
        receiveErasure();
        await().atMost(PATIENCE).until(() -> erasures.find(erasure).isPresent());
        write(bob, 1);
        assertThat(receipts()).isEmpty();

        database.update("DELETE FROM on_its_way WHERE customer_id = ?", ann);

        assertThat(receipt().erasureId()).isEqualTo(erasure);
    }

    @Test
    void itemsAboutTheErasedAreLeftOutOfLateEvents() throws Exception {
        receiveErasure();

        ReceivedEvent late = new ReceivedEvent(
                Ids.next(),
                "customer.profile-changed.v1",
                "/customer-service",
                List.of(node(item(ann)), node(item(bob)), node("{\"customerId\": \"no id\"}"), node(item(annBefore))));
        ReceivedEvent living = QuarkusTransaction.requiringNew().call(() -> tombstones.living(late));

        assertThat(living.items().stream().map(item -> item.path("customerId").asText()))
                .containsExactly(bob.toString(), "no id");
        assertThat(living.id()).isEqualTo(late.id());
    }

    @Test
    void whoWritesWhileThePersonIsErasedIsFoundByTheErasure() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Set<UUID>> writer =
                    pool.submit(() -> QuarkusTransaction.requiringNew().call(() -> {
                        Set<UUID> erased = tombstones.among(List.of(ann));
                        looked.countDown();
                        goOn.await();
                        write(ann, 1);
                        return erased;
                    }));
            looked.await();
            Future<?> eraser = pool.submit(this::receiveErasure);
            await().atMost(PATIENCE).until(this::somebodyWaitsForTheLock);
            assertThat(eraser.isDone()).isFalse();
            goOn.countDown();
            assertThat(writer.get()).isEmpty();
            eraser.get();
        }

        assertThat(receipt().counts()).containsEntry("letters", 1L);
        assertThat(lettersOf(ann)).isZero();
    }

    private boolean somebodyWaitsForTheLock() {
        return database.first("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted", row -> true)
                .isPresent();
    }

    private void receiveErasure() {
        JsonNode item = json.valueToTree(
                new Erasure(erasure, ann, List.of(ann, annBefore), Instant.parse("2026-01-15T10:00:00Z"), List.of()));
        ReceivedEvent event = new ReceivedEvent(Ids.next(), Erasure.TYPE, "/customer-service", List.of(item));
        QuarkusTransaction.requiringNew().run(() -> erasures.receive(event));
    }

    private List<ErasureCompleted> receipts() {
        return letters.receipts.stream()
                .filter(receipt -> receipt.erasureId().equals(erasure))
                .toList();
    }

    private ErasureCompleted receipt() {
        await().atMost(PATIENCE).until(() -> !receipts().isEmpty());
        return receipts().getLast();
    }

    private void write(UUID customer, int number) {
        database.update(
                "INSERT INTO letter SELECT ?, ?, n FROM generate_series(1, ?) AS n",
                Bucket.of(customer),
                customer,
                number);
    }

    private int lettersOf(UUID customer) {
        return database.query("SELECT 1 FROM letter WHERE customer_id = ?", row -> 1, customer)
                .size();
    }

    /// Leased to nobody, so that no relay takes it.
    private UUID pending(String type, String body) {
        UUID id = Ids.next();
        database.update(
                "INSERT INTO outbox (id, lane, type, body, leased_until) VALUES (?, 'LIVE', ?, ?, 'infinity')",
                id,
                type,
                body.getBytes(UTF_8));
        return id;
    }

    private UUID parked(String body) {
        UUID id = Ids.next();
        database.update(
                "INSERT INTO parked_message (id, lane, error, body) VALUES (?, 'LIVE', 'e', ?)",
                id,
                body.getBytes(UTF_8));
        return id;
    }

    private Map<UUID, String> bodies(String table) {
        var bodies = new HashMap<UUID, String>();
        database.query(
                "SELECT id, body FROM " + table,
                row -> bodies.put(Database.uuid(row, "id"), new String(row.getBytes("body"), UTF_8)));
        return bodies;
    }

    private static String item(UUID customer) {
        return "{\"customerId\":\"" + customer + "\"}";
    }

    private static String event(String... items) {
        return Stream.of(items).collect(Collectors.joining(",", "{\"data\":{\"items\":[", "]}}"));
    }

    private JsonNode node(String text) throws Exception {
        return json.readTree(text);
    }
}
