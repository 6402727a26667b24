package io.coterie.feedback.intake;

import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.coterie.feedback.store.FeedbackDatabase;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.WrittenEvent;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.Intake;
import io.coterie.kit.intake.UnknownEventType;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/// The kit's intake on documents.
@QuarkusTest
class FeedbackIntakeTest {
    @Inject
    Intake intake;

    @Inject
    EventFormat format;

    @Inject
    FeedbackDatabase database;

    private final List<String> applied = new ArrayList<>();

    @Test
    void aMessageThatNeverFinishedIsParkedAsItCameAndForgotten() {
        WrittenEvent event = event("a", "b");
        String id = event.id().toString();
        documents("intake_attempts").insertOne(new Document("_id", id).append("attempts", 2));

        intake.receive(again(event), this::keep);
        intake.receive(again(event), this::keep);

        assertThat(applied).isEmpty();
        assertThat(parked(event)).singleElement().satisfies(one -> {
            assertThat(one.getString("error")).isEqualTo("was taken up 3 times and never finished");
            assertThat(one.get("body", Binary.class).getData()).isEqualTo(event.body());
        });
        assertThat(documents("intake_attempts").countDocuments(eq("_id", id))).isZero();
        assertThat(documents("inbox").countDocuments(eq("_id", event.id()))).isOne();
    }

    @Test
    void anAttemptIsCountedBeforeTheEffectAndForgottenAfterIt() {
        WrittenEvent event = event("a");

        intake.receive(again(event), taken -> assertThat(attempts(event)).containsExactly(1));

        assertThat(attempts(event)).isEmpty();
        assertThat(parked(event)).isEmpty();
    }

    @Test
    void aFirstDeliveryIsNotCounted() {
        WrittenEvent event = event("a");

        intake.receive(Delivery.fresh(Lane.LIVE, event.body()), taken -> {
            assertThat(attempts(event)).isEmpty();
            keep(taken);
        });

        assertThat(applied).containsExactly("a");
    }

    @Test
    void anEventIsAppliedOnceButAgainWhenItsEffectWasCutShort() {
        WrittenEvent event = event("a");
        Delivery delivery = Delivery.fresh(Lane.LIVE, event.body());

        intake.receive(delivery, this::keep);
        documents("inbox").deleteOne(eq("_id", event.id()));
        intake.receive(delivery, this::keep);
        intake.receive(delivery, this::keep);

        assertThat(applied).containsExactly("a", "a");
    }

    @Test
    void ofFiveHundredItemsOnlyTheOneAtFaultIsParkedOnce() {
        String[] names = new String[500];
        for (int i = 0; i < names.length; i++) {
            names[i] = i == 250 ? "poison" : "n" + i;
        }
        WrittenEvent event = event(names);

        intake.receive(Delivery.fresh(Lane.BULK, event.body()), this::keep);
        documents("inbox").deleteOne(eq("_id", event.id()));
        intake.receive(Delivery.fresh(Lane.BULK, event.body()), this::keep);

        assertThat(applied.stream().distinct()).hasSize(499);
        assertThat(parked(event))
                .singleElement()
                .extracting(one -> new String(one.get("body", Binary.class).getData(), UTF_8))
                .asString()
                .contains("poison")
                .doesNotContain("n251");
    }

    @Test
    void anEventOfAnUnknownTypeIsParkedAsItCame() {
        WrittenEvent event = event("a", "b");
        Effect none = taken -> {
            throw new UnknownEventType(taken.type());
        };

        intake.receive(Delivery.fresh(Lane.LIVE, event.body()), none);

        assertThat(parked(event))
                .singleElement()
                .extracting(one -> one.getString("error"))
                .isEqualTo("type: no such event is known here: customer.test.v1");
    }

    private void keep(ReceivedEvent event) {
        event.items().forEach(item -> {
            String name = item.path("name").asText();
            if (name.equals("poison")) {
                throw new IllegalArgumentException("cannot apply");
            }
            applied.add(name);
        });
    }

    /// All of one customer, so that the customer has to be taken apart.
    private WrittenEvent event(String... names) {
        String customer = UUID.randomUUID().toString();
        List<Map<String, String>> items = new ArrayList<>();
        for (String name : names) {
            items.add(Map.of("customerId", customer, "name", name));
        }
        return format.write("customer.test.v1", items).getFirst();
    }

    private static Delivery again(WrittenEvent event) {
        return new Delivery(Lane.LIVE, event.type(), event.body(), true, event.id().toString(), Map.of());
    }

    private List<Integer> attempts(WrittenEvent event) {
        return documents("intake_attempts")
                .find(eq("_id", event.id().toString()))
                .map(each -> each.getInteger("attempts"))
                .into(new ArrayList<>());
    }

    private List<Document> parked(WrittenEvent event) {
        return documents("parked_messages").find(eq("eventId", event.id())).into(new ArrayList<>());
    }

    private MongoCollection<Document> documents(String collection) {
        return database.collection(collection, Document.class);
    }
}
