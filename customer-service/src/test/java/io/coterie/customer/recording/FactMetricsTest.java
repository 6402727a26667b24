package io.coterie.customer.recording;

import static io.coterie.customer.Api.openSource;
import static io.coterie.customer.Api.unique;
import static io.coterie.customer.Api.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.testkit.MetricsPage;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FactMetricsTest {
    private static final String NAME = "coterie_facts_recorded_total";

    @Test
    void factsCountOnceHoweverOftenTheyAreTold() {
        var shop = openSource();
        String user = unique("u");
        String batch = """
                {"batch": [
                  {"type": "identify", "userId": "%1$s", "messageId": "m-1", "traits": {"plan": "free"}},
                  {"type": "track", "userId": "%1$s", "messageId": "m-2", "event": "Seen"},
                  {"type": "track", "userId": "%1$s", "messageId": "m-3", "event": "Seen"}]}""".formatted(user);
        MetricsPage before = metrics();

        with(shop).body(batch).post("/v1/batch").then().statusCode(200);
        with(shop).body(batch).post("/v1/batch").then().statusCode(200);

        assertThat(moved(before, "type=\"profile\"", "lane=\"live\"")).isEqualTo(1);
        assertThat(moved(before, "type=\"behaviour\"", "lane=\"live\"")).isEqualTo(2);
        assertThat(metrics().help("coterie_facts_recorded")).isNotEmpty();
    }

    private static double moved(MetricsPage before, String... labels) {
        return metrics().sum(NAME, labels) - before.sum(NAME, labels);
    }

    private static MetricsPage metrics() {
        return new MetricsPage(given().get("/q/metrics").asString());
    }
}
