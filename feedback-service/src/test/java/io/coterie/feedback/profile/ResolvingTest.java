package io.coterie.feedback.profile;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.feedback.Suite;
import io.coterie.feedback.SurveyTools;
import io.coterie.testkit.OidcResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResolvingTest {
    private final UUID customer = UUID.randomUUID();
    private final String userId = "u-" + customer;
    private Suite suite;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void connect() throws Exception {
        suite = Suite.connect();
    }

    @AfterEach
    void disconnect() {
        suite.close();
    }

    @Test
    void aResponseWaitsForItsCustomer() throws Exception {
        UUID source = SurveyTools.typeformSource();
        SurveyTools.typeform(source, SurveyTools.typeformBody("t-" + customer, userId, 3, "late"))
                .then()
                .statusCode(200);
        await().until(() -> count("state=unresolved&source=" + source) == 1);

        suite.tellProfile(customer, 1, Map.of("user_id", userId));

        await().until(() -> suite.responsesOf(customer).size() == 1);
        assertThat(count("state=unresolved&source=" + source)).isZero();
        assertThat(count("state=resolved&customer=" + customer)).isEqualTo(1);
    }

    @Test
    void whoeverComesFirstEveryResponseIsToldOnce() throws Exception {
        UUID source = SurveyTools.typeformSource();
        List<UUID> customers = new ArrayList<>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                UUID each = UUID.randomUUID();
                customers.add(each);
                suite.tellProfile(each, 1, Map.of("user_id", "u-" + each));
                pool.execute(() ->
                        SurveyTools.typeform(source, SurveyTools.typeformBody("t-" + each, "u-" + each, 5, "so so")));
            }
        }
        await().untilAsserted(() -> assertThat(customers)
                .allSatisfy(each -> assertThat(suite.responsesOf(each)).hasSize(1)));
        await().until(() -> count("state=resolved&limit=1000&source=" + source) == 40);
    }

    @Test
    void aProfileThatLostAnIdentityDoesNotGetItsResponses() throws Exception {
        UUID heir = UUID.randomUUID();
        suite.tellProfile(customer, 2, Map.of("anonymous_id", "other-" + customer));
        suite.tellProfile(customer, 1, Map.of("user_id", userId));
        suite.tellProfile(heir, 1, Map.of("user_id", userId));
        UUID source = SurveyTools.typeformSource();

        SurveyTools.typeform(source, SurveyTools.typeformBody("t-" + customer, userId, 3, "late"));

        await().until(() -> suite.responsesOf(heir).size() == 1);
        assertThat(suite.responsesOf(customer)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsParkedAndTheRestApplied() throws Exception {
        double before = parked();
        suite.tell("no event".getBytes(UTF_8));
        suite.tell("""
                {"specversion": "1.0", "id": "%s", "source": "/customer-service", "type": "customer.profile-changed.v1",
                 "data": {"items": [{"customerId": "%s"},
                   {"customerId": "%s", "version": 1, "changedAt": "2026-01-15T10:00:00Z",
                    "identities": [{"namespace": "user_id", "value": "%s"}]}]}}
                """.formatted(UUID.randomUUID(), UUID.randomUUID(), customer, userId)
                .getBytes(UTF_8));

        await().until(() -> parked() == before + 2);
        UUID source = SurveyTools.typeformSource();
        SurveyTools.typeform(source, SurveyTools.typeformBody("t-" + customer, userId, 3, "late"));
        await().until(() -> suite.responsesOf(customer).size() == 1);
    }

    private double parked() {
        return metrics.get("coterie.parked.messages").gauge().value();
    }

    private static int count(String query) {
        return given().auth()
                .oauth2(OidcResource.token("analyst"))
                .get("/responses?" + query)
                .jsonPath()
                .getList("items")
                .size();
    }
}
