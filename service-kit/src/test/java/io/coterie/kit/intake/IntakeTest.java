package io.coterie.kit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.sql.StoreFailure;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class IntakeTest {
    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void empty() throws SQLException {
        execute("DELETE FROM parked_message");
        execute("DROP TABLE IF EXISTS effect");
        execute("CREATE TABLE effect (customer text)");
    }

    @Test
    void anEventHasItsEffectOnceHoweverOftenItComes() throws SQLException {
        byte[] body = event("a", "b");

        intake.receive(Delivery.fresh(Lane.LIVE, body), this::store);
        intake.receive(Delivery.fresh(Lane.LIVE, body), this::store);

        assertThat(strings("SELECT customer FROM effect")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aPoisonedItemIsParkedAndAllOthersAreApplied() throws SQLException {
        intake.receive(Delivery.fresh(Lane.BULK, event("a", "poison", "b")), this::store);

        assertThat(strings("SELECT customer FROM effect")).containsExactlyInAnyOrder("a", "b");
        assertThat(strings("SELECT convert_from(body, 'UTF8') FROM parked_message"))
                .singleElement()
                .asString()
                .contains("poison");
        assertThat(strings("SELECT error FROM parked_message"))
                .singleElement()
                .asString()
                .contains("cannot apply");
        assertThat(strings("SELECT lane FROM parked_message")).containsExactly("BULK");
    }

    @Test
    void ofFiveHundredItemsOnlyTheOneAtFaultIsParked() throws SQLException {
        List<Map<String, String>> items = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            items.add(Map.of("customerId", "c" + i % 10, "name", i == 250 ? "poison" : "n" + i));
        }
        byte[] body = format.write("customer.test.v1", items).getFirst().body();

        intake.receive(Delivery.fresh(Lane.LIVE, body), named());

        assertThat(strings("SELECT customer FROM effect")).hasSize(499).doesNotHaveDuplicates();
        assertThat(strings("SELECT convert_from(body, 'UTF8') FROM parked_message"))
                .singleElement()
                .asString()
                .contains("poison")
                .doesNotContain("n251");
    }

    /// The effect's table has no ids, so what is applied again would show.
    private Effect named() {
        return event -> event.items().forEach(item -> {
            String name = item.path("name").asText();
            if (name.equals("poison")) {
                throw new IllegalArgumentException("cannot apply");
            }
            insert(name);
        });
    }

    @Test
    void whatIsParkedWhenTheProcessDiesIsNotParkedAgain() throws SQLException {
        byte[] body = event("a", "poison");
        intake.receive(Delivery.fresh(Lane.LIVE, body), this::store);
        execute("DELETE FROM inbox");

        intake.receive(Delivery.fresh(Lane.LIVE, body), this::store);

        assertThat(strings("SELECT error FROM parked_message")).hasSize(1);
    }

    @Test
    void anErrorOfTheMachineIsTheItemsFaultToo() throws SQLException {
        intake.receive(Delivery.fresh(Lane.LIVE, event("a", "deep", "b")), event -> {
            store(event);
            if (event.items().stream()
                    .anyMatch(item -> item.path("customerId").asText().equals("deep"))) {
                throw new StackOverflowError();
            }
        });

        assertThat(strings("SELECT customer FROM effect")).containsExactlyInAnyOrder("a", "b");
        assertThat(strings("SELECT error FROM parked_message"))
                .singleElement()
                .asString()
                .startsWith("java.lang.StackOverflowError");
    }

    @Test
    void anEventOfAnUnknownTypeIsParkedAsItCame() throws SQLException {
        byte[] body = format.write("customer.test\0.v9", List.of(Map.of("customerId", "a"), Map.of("customerId", "b")))
                .getFirst()
                .body();

        intake.receive(Delivery.fresh(Lane.LIVE, body), event -> {
            throw new UnknownEventType(event.type());
        });

        assertThat(strings("SELECT convert_from(body, 'UTF8') FROM parked_message"))
                .containsExactly(new String(body, StandardCharsets.UTF_8));
        assertThat(strings("SELECT error FROM parked_message"))
                .containsExactly("type: no such event is known here: customer.test .v9");
        assertThat(strings("SELECT i.event_id FROM inbox i JOIN parked_message p ON p.event_id = i.event_id"))
                .hasSize(1);
    }

    @Test
    void whatIsNoEventIsParkedAsItCame() throws SQLException {
        intake.receive(Delivery.fresh(Lane.LIVE, "not an event".getBytes(StandardCharsets.UTF_8)), this::store);

        assertThat(strings("SELECT convert_from(body, 'UTF8') FROM parked_message"))
                .containsExactly("not an event");
        assertThat(strings("SELECT error FROM parked_message"))
                .singleElement()
                .asString()
                .contains("expected JSON");
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAndNothingIsParked() throws SQLException {
        List<String> tries = new ArrayList<>();

        intake.receive(Delivery.fresh(Lane.LIVE, event("a")), event -> {
            tries.add("try");
            if (tries.size() < 3) {
                throw new StoreFailure("away", new SQLTransientConnectionException("refused", "08001"));
            }
            store(event);
        });

        assertThat(tries).hasSize(3);
        assertThat(strings("SELECT customer FROM effect")).containsExactly("a");
        assertThat(strings("SELECT error FROM parked_message")).isEmpty();
    }

    @Test
    void anEffectThatIsRolledBackSilentlyIsParkedAndNotTakenForDone() throws SQLException {
        intake.receive(Delivery.fresh(Lane.LIVE, event("a")), event -> {
            store(event);
            QuarkusTransaction.setRollbackOnly();
        });

        assertThat(strings("SELECT customer FROM effect")).isEmpty();
        assertThat(strings("SELECT error FROM parked_message"))
                .singleElement()
                .asString()
                .contains("marked for rollback");
    }

    @Test
    void aConflictWithAnotherTransactionIsTriedAgain() throws SQLException {
        List<String> tries = new ArrayList<>();

        intake.receive(Delivery.fresh(Lane.LIVE, event("a")), event -> {
            tries.add("try");
            if (tries.size() == 1) {
                throw new StoreFailure("deadlock", new SQLException("deadlock detected", "40P01"));
            }
            store(event);
        });

        assertThat(strings("SELECT customer FROM effect")).containsExactly("a");
        assertThat(strings("SELECT error FROM parked_message")).isEmpty();
    }

    @Test
    void inboxRowsGoToThePartitionOfTheirDay() throws SQLException {
        UUID today = Ids.next();
        String other = "00000000-0000-7000-8000-" + today.toString().substring(24);
        execute("INSERT INTO inbox VALUES ('" + today + "'), ('" + other + "')");

        assertThat(strings("SELECT tableoid::regclass FROM inbox WHERE event_id = '" + today + "'"))
                .singleElement()
                .asString()
                .startsWith("inbox_d2");
        assertThat(strings("SELECT tableoid::regclass FROM inbox WHERE event_id = '" + other + "'"))
                .containsExactly("inbox_default");
    }

    private void store(ReceivedEvent event) {
        for (JsonNode item : event.items()) {
            String customer = item.path("customerId").asText();
            if (customer.equals("poison")) {
                throw new IllegalArgumentException("cannot apply");
            }
            insert(customer);
        }
    }

    private void insert(String name) {
        try {
            execute("INSERT INTO effect VALUES ('" + name + "')");
        } catch (SQLException failed) {
            throw new StoreFailure("test", failed);
        }
    }

    private byte[] event(String... customers) {
        List<Map<String, String>> items = new ArrayList<>();
        for (String customer : customers) {
            items.add(Map.of("customerId", customer));
        }
        return format.write("customer.test.v1", items).getFirst().body();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
