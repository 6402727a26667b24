package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coterie.systemtest.load.Fact;
import io.coterie.systemtest.load.Opening;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.load.Webhook;
import io.coterie.systemtest.suite.Http;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import io.coterie.systemtest.trace.Chain;
import io.coterie.systemtest.trace.Collector;
import io.coterie.systemtest.trace.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a collector gets of a suite that sends its traces to it.
class TraceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Shop SHOP = Shop.fresh("traced", 10);
    private static final int UNHAPPY = 1;
    private static final Collector COLLECTOR = Collector.open();
    private static Suite suite;
    private static Webhook webhook;

    @BeforeAll
    static void startASuiteThatSendsItsTraces() {
        suite = Suite.beside(
                "traced",
                Map.of(
                        "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                        COLLECTOR.endpoint().toString(),
                        "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                        "200ms"));
        webhook = new Opening(suite, SHOP).open();
    }

    @AfterAll
    static void stop() {
        suite.close();
        COLLECTOR.close();
    }

    @Test
    void oneTraceGoesFromTheWebhookThroughAllServicesToTheMail() throws IOException {
        answer(UNHAPPY, 0);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(suite.mails().all())
                        .anyMatch(mail -> mail.to().equals(SHOP.email(UNHAPPY))));
        await().atMost(PATIENCE).until(() -> chains().anyMatch(Chain::isComplete));

        Chain chain = chains().filter(Chain::isComplete).findFirst().orElseThrow();
        assertThat(chain.titles())
                .containsExactly(
                        "feedback-service: POST /webhooks/standard/{source}",
                        "feedback-service: normalise payload",
                        "segment-service: process feedback.responses-recorded.v1",
                        "campaign-service: process segment.memberships-changed.v1",
                        "campaign-service: send mail");
        assertThat(chain.spans())
                .extracting(Seen::trace)
                .containsOnly(chain.spans().getFirst().trace());
    }

    @Test
    void noSpanNamesAPersonOrHoldsAToken() throws IOException {
        answer(UNHAPPY + 1, 0);

        await().atMost(PATIENCE).until(() -> chains().count() >= 1);

        assertThat(COLLECTOR.spans()).isNotEmpty().extracting(Seen::text).noneMatch(TraceIT::isPrivate);
    }

    private static boolean isPrivate(String span) {
        return span.contains("@example.test")
                || span.contains(SHOP.externalId(0))
                || span.contains(suite.writeKey())
                || span.matches("(?s).*/l/u/[\\w-]{20,}.*");
    }

    private static Stream<Chain> chains() {
        List<Seen> spans = COLLECTOR.spans();
        return spans.stream().filter(span -> span.name().equals("send mail")).map(span -> Chain.upFrom(span, spans));
    }

    private static void answer(int customer, int score) throws IOException {
        var said = new Fact.Answer("msg_" + UUID.randomUUID(), customer, score, Instant.now());
        var replica = suite.replicas(ServiceName.FEEDBACK).getFirst();
        assertThat(Http.send(webhook.call(replica, SHOP, said)).statusCode()).isEqualTo(200);
    }
}
