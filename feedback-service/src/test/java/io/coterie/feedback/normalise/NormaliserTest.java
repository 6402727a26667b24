package io.coterie.feedback.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.feedback.payload.Payload;
import io.coterie.feedback.payload.PayloadState;
import io.coterie.feedback.payload.Payloads;
import io.coterie.kit.event.Ids;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NormaliserTest {
    @Inject
    Payloads payloads;

    @Inject
    Normaliser normaliser;

    @Inject
    Normalise normalise;

    @Inject
    Clock clock;

    @Test
    void aPayloadThatWasStoredBeforeACrashIsPickedUpAtStart() throws Exception {
        UUID customer = UUID.randomUUID();
        try (Suite suite = Suite.connect()) {
            suite.tellProfile(customer, 1, Map.of("user_id", "u-" + customer));
            UUID payload = stored(customer);

            normaliser.sweep();

            await().until(() -> suite.responsesOf(customer).size() == 1);
            await().until(() -> payloads.find(payload).orElseThrow().state() == PayloadState.NORMALISED);
        }
    }

    @Test
    void aPayloadWhoseResponseWasWrittenBeforeACrashAddsNothing() throws Exception {
        UUID customer = UUID.randomUUID();
        try (Suite suite = Suite.connect()) {
            suite.tellProfile(customer, 1, Map.of("user_id", "u-" + customer));
            UUID payload = stored(customer);
            normalise.normalise(payload);
            payloads.mark(payload, PayloadState.RECEIVED);

            normalise.normalise(payload);

            await().until(() -> !suite.responsesOf(customer).isEmpty());
            UUID later = UUID.randomUUID();
            suite.tellProfile(later, 1, Map.of("user_id", "u-" + later));
            normalise.normalise(stored(later));
            await().until(() -> !suite.responsesOf(later).isEmpty());
            assertThat(suite.responsesOf(customer)).hasSize(1);
        }
    }

    private UUID stored(UUID customer) {
        UUID id = Ids.next();
        payloads.keep(new Payload(
                id,
                SurveyTools.typeformSource(),
                SurveyTools.typeformBody("t-" + customer, "u-" + customer, 2, "crash"),
                Map.of(),
                clock.instant(),
                PayloadState.RECEIVED,
                null));
        return id;
    }
}
