package io.coterie.campaign.delivery;

import static io.coterie.campaign.support.Facts.change;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.CapturedSpans;
import io.coterie.testkit.MetricsPage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TracedDeliveryTest extends CampaignServiceTest {
    private final String segment = unique("segment");
    private final String traceId = UUID.randomUUID().toString().replace("-", "");
    private final String change = "00-" + traceId + "-00000000000000c7-01";

    @Inject
    CapturedSpans spans;

    @Test
    void theMailGoesOutInTheTraceOfTheChangeThatTriggeredIt() {
        triggered("entered", segment);
        String ann = address();
        UUID customer = facts.customer(ann, Map.of("firstName", "Ann"));

        facts.changeTraced(change, change(customer, segment, "entered", "feedback", 1));

        soon().untilAsserted(() -> assertThat(spans.find(traceId, "send mail")).isPresent());
        SpanData consumer = span("process segment.memberships-changed.v1");
        SpanData mail = span("send mail");
        assertThat(consumer.getParentSpanId()).isEqualTo("00000000000000c7");
        assertThat(consumer.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(mail.getParentSpanId()).isEqualTo(consumer.getSpanId());
        assertThat(mail.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(mail.getAttributes().toString())
                .contains("coterie.outcome=accepted", "coterie.delivery.id=")
                .doesNotContain(ann, "Ann");
        soon().untilAsserted(() ->
                assertThat(span("record deliveries").getParentSpanId()).isEqualTo(consumer.getSpanId()));
    }

    @Test
    void everyEndOfADeliveryIsCountedWithItsReason() {
        triggered("entered", segment);
        UUID welcome = facts.customer(address(), Map.of());
        UUID unreachable = facts.customer("no address", Map.of());
        MetricsPage before = metrics();

        facts.changes(
                change(welcome, segment, "entered", "feedback", 1),
                change(unreachable, segment, "entered", "feedback", 1));

        soon().untilAsserted(() -> {
            assertThat(moved(before, "outcome=\"sent\"", "reason=\"none\"")).isEqualTo(1);
            assertThat(moved(before, "outcome=\"suppressed\"", "reason=\"invalid-address\""))
                    .isEqualTo(1);
        });
        assertThat(metrics().help("coterie_deliveries")).isNotEmpty();
    }

    private SpanData span(String name) {
        return spans.find(traceId, name).orElseThrow();
    }

    private static double moved(MetricsPage before, String... labels) {
        String name = "coterie_deliveries_total";
        return metrics().sum(name, labels) - before.sum(name, labels);
    }

    private static MetricsPage metrics() {
        return new MetricsPage(given().get("/q/metrics").asString());
    }
}
