package io.coterie.kit.trace;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Delivery;
import io.coterie.kit.intake.Intake;
import io.coterie.kit.outbox.Outbox;
import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MetricsPage;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
class TracedEventTest {
    private static final String TYPE = "customer.consent-changed.v1";
    private static final String QUEUE = "campaign-service.live";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Outbox outbox;

    @Inject
    Intake intake;

    @Inject
    CapturedSpans spans;

    @Test
    void anEventGoesOnInTheTraceOfTheTransactionThatWroteIt() throws Exception {
        SpanContext writer = Traces.within(Traces.span("write"), () -> {
            QuarkusTransaction.requiringNew().run(() -> outbox.append(TYPE, Lane.LIVE, List.of(item("a"), item("b"))));
            return Span.current().getSpanContext();
        });
        Delivery delivery = taken();
        List<SpanContext> effects = new ArrayList<>();

        intake.receive(delivery, event -> effects.add(Span.current().getSpanContext()));

        assertThat(effects)
                .singleElement()
                .satisfies(effect -> assertThat(effect.getTraceId()).isEqualTo(writer.getTraceId()));
        SpanData consumer = spans.ofTrace(writer.getTraceId()).stream()
                .filter(span -> span.getKind() == SpanKind.CONSUMER)
                .findFirst()
                .orElseThrow();
        assertThat(consumer.getParentSpanId()).isEqualTo(writer.getSpanId());
        assertThat(consumer.getSpanId()).isEqualTo(effects.getFirst().getSpanId());
        assertThat(consumer.getName()).isEqualTo("process " + TYPE);
        assertThat(text(consumer, "coterie.event.type")).isEqualTo(TYPE);
        assertThat(text(consumer, "coterie.lane")).isEqualTo("live");
        assertThat(text(consumer, "messaging.message.id")).isEqualTo(delivery.messageId());
        assertThat(consumer.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count")))
                .isEqualTo(2);
    }

    @Test
    void itemsThatHadTheirEffectAreCountedOnceHoweverOftenTheyCome() throws Exception {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(TYPE, Lane.LIVE, List.of(item("a"), item("b"))));
        Delivery delivery = taken();
        double before = consumed();

        intake.receive(delivery, event -> {});
        intake.receive(delivery, event -> {});

        assertThat(consumed() - before).isEqualTo(2);
        assertThat(metrics().help("coterie_facts_consumed")).isNotEmpty();
    }

    @Test
    void aFailureIsToldByItsClassAlone() {
        assertThatThrownBy(() -> Traces.within(Traces.span("fail"), () -> {
                    throw new IllegalStateException("ann@example.test");
                }))
                .isInstanceOf(IllegalStateException.class);

        SpanData failed = spans.named("fail").getFirst();
        assertThat(failed.getStatus().getDescription()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failed.toString()).doesNotContain("ann@example.test");
    }

    @Test
    void anExceptionOnASpanIsNotKept() {
        Traces.within(Traces.span("record"), () -> {
            Span.current().recordException(new IllegalStateException("ann@example.test"));
        });

        assertThat(spans.named("record").getFirst().getEvents()).isEmpty();
    }

    @Test
    void workOfOneTraceStaysInItAndWorkOfManyIsLinkedToThem() {
        String one = parent(1, 1);
        String same = parent(1, 2);
        List<String> many = new ArrayList<>();
        for (int trace = 1; trace <= Traces.MOST_LINKS + 1; trace++) {
            many.add(parent(trace, 1));
        }

        Traces.within(Traces.spanOfMany("of one", List.of(one, same)), () -> {});
        Traces.within(Traces.spanOfMany("of many", many), () -> {});

        SpanData inOne = spans.named("of one").getFirst();
        assertThat(inOne.getParentSpanContext().getTraceId()).isEqualTo(one.substring(3, 35));
        SpanData ofMany = spans.named("of many").getFirst();
        assertThat(ofMany.getParentSpanContext().isValid()).isFalse();
        assertThat(ofMany.getLinks()).hasSize(Traces.MOST_LINKS);
        assertThat(ofMany.getLinks().getFirst().getSpanContext().getTraceId()).isEqualTo(one.substring(3, 35));
    }

    private static String parent(int trace, int span) {
        return "00-%032x-%016x-01".formatted(trace, span);
    }

    private static @Nullable String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static Map<String, String> item(String customer) {
        return Map.of("customerId", customer);
    }

    private static double consumed() {
        return metrics().sum("coterie_facts_consumed_total", "type=\"" + TYPE + "\"", "lane=\"live\"");
    }

    private static MetricsPage metrics() {
        return new MetricsPage(given().get("/q/metrics").asString());
    }

    /// The next message, as a consumer gets it.
    private static Delivery taken() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(AmqpResource.url());
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            List<GetResponse> got = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                GetResponse message = channel.basicGet(QUEUE, true);
                if (message != null) {
                    got.add(message);
                }
                return message != null;
            });
            GetResponse message = got.getFirst();
            return new Delivery(
                    Lane.LIVE,
                    message.getEnvelope().getRoutingKey(),
                    message.getBody(),
                    false,
                    message.getProps().getMessageId(),
                    message.getProps().getHeaders());
        }
    }
}
