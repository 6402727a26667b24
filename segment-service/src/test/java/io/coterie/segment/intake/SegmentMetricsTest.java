package io.coterie.segment.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.coterie.kit.event.Ids;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MetricsPage;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
@TestProfile(SegmentMetricsTest.Alone.class)
class SegmentMetricsTest {
    /// Segments of other tests would count what happens here, too.
    public static final class Alone implements QuarkusTestProfile {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String[] ENTERED = {"change=\"entered\"", "cause=\"behaviour\""};
    private static final String[] LEFT = {"change=\"left\"", "cause=\"clock\""};

    @Inject
    Clock clock;

    private final UUID customer = Ids.next();
    private final String segment = "recent-" + UUID.randomUUID();
    /// What no other test's segment reads.
    private final String total = Integer.toString(ThreadLocalRandom.current().nextInt(1_000_000));
    private Suite suite;

    @BeforeEach
    void open() throws Exception {
        suite = new Suite();
        marketer().body("""
                        {"key": "%s", "rule": {"event": "Order Completed", "aggregate": "count", "gte": 1,
                         "within": "PT1H", "where": [{"property": "total", "is": %s}]}}""".formatted(segment, total)).post("/segments").then().statusCode(201);
        String version = "/segments/" + segment + "/versions/1";
        marketer().post(version + "/activate").then().statusCode(202);
        eventually(() -> marketer().get(version + "/activation").then().body("backfill.state", equalTo("done")));
    }

    @AfterEach
    void close() throws Exception {
        MovableClockResource.reset();
        suite.close();
    }

    @Test
    void aPurchaseCountsAsFactAsChangeAndByHowLongTheChangeTook() throws Exception {
        MetricsPage before = metrics();

        suite.purchase(customer, Ids.next().toString(), clock.instant(), total, false);

        eventually(() -> {
            MetricsPage after = metrics();
            assertMoved(before, after, 1, "coterie_membership_changes_total", ENTERED);
            assertMoved(before, after, 1, "coterie_membership_lag_seconds_count");
            assertMoved(
                    before,
                    after,
                    1,
                    "coterie_facts_consumed_total",
                    "type=\"customer.behaviours-recorded.v1\"",
                    "lane=\"live\"");
        });
        assertThat(metrics().sum("coterie_membership_lag_seconds_bucket", "le=\"3600.0\""))
                .isEqualTo(metrics().sum("coterie_membership_lag_seconds_count"));
    }

    @Test
    void historyIsNotLate() throws Exception {
        MetricsPage before = metrics();

        suite.purchase(customer, Ids.next().toString(), clock.instant(), total, true);

        eventually(() -> assertMoved(
                before, metrics(), 1, "coterie_membership_changes_total", "change=\"entered\"", "cause=\"backfill\""));
        assertMoved(before, metrics(), 0, "coterie_membership_lag_seconds_count");
    }

    @Test
    void whatTheClockChangesCountsByHowLateItWasNoticed() throws Exception {
        MetricsPage before = metrics();
        suite.purchase(customer, Ids.next().toString(), clock.instant(), total, false);
        eventually(() -> assertMoved(before, metrics(), 1, "coterie_membership_changes_total", ENTERED));

        MovableClockResource.advance(Duration.ofMinutes(61));
        suite.tellTheTime(clock.instant());

        // Members of other tests may leave as well.
        eventually(() -> {
            MetricsPage after = metrics();
            double left = moved(before, after, "coterie_membership_changes_total", LEFT);
            assertThat(left).isPositive();
            assertMoved(before, after, left, "coterie_sweeper_lateness_seconds_count");
        });
    }

    @Test
    void everyMetricIsExplained() throws Exception {
        suite.purchase(customer, Ids.next().toString(), clock.instant(), total, false);

        eventually(() -> {
            MetricsPage page = metrics();
            assertThat(page.help("coterie_membership_changes")).isNotEmpty();
            assertThat(page.help("coterie_membership_lag_seconds")).isNotEmpty();
            assertThat(page.help("coterie_sweeper_lateness_seconds")).isNotEmpty();
            assertThat(page.help("coterie_sweeper_overdue_age_seconds")).isNotEmpty();
        });
    }

    private static void assertMoved(MetricsPage before, MetricsPage after, double by, String name, String... labels) {
        assertThat(moved(before, after, name, labels)).as(name).isEqualTo(by);
    }

    private static double moved(MetricsPage before, MetricsPage after, String name, String... labels) {
        return after.sum(name, labels) - before.sum(name, labels);
    }

    private static MetricsPage metrics() {
        return new MetricsPage(given().get("/q/metrics").asString());
    }

    private static RequestSpecification marketer() {
        return given().auth().oauth2(OidcResource.token("marketer")).contentType("application/json");
    }

    private static void eventually(Runnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion::run);
    }
}
