package io.coterie.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;

class DiscretionTest {
    private final CapturedSpans captured = new CapturedSpans();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(captured)
            .addSpanProcessor(new Discretion())
            .build()
            .get("test");

    @Test
    void theRouteOfARequestIsKeptAndWhateverNamesSomebodyIsNot() {
        Span span = tracer.spanBuilder("GET")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("url.path", "/l/u/secret-token")
                .setAttribute("url.query", "email=ann@example.test")
                .setAttribute("client.address", "192.0.2.7")
                .setAttribute("network.peer.address", "192.0.2.8")
                .setAttribute("user_agent.original", "Ann's browser")
                .setAttribute("http.request.method", "GET")
                .startSpan();
        span.setAttribute("http.route", "/l/u/{token}");
        span.end();

        SpanData seen = captured.named("GET").getFirst();
        assertThat(seen.getAttributes().get(AttributeKey.stringKey("url.path"))).isEqualTo("/l/u/{token}");
        assertThat(seen.getAttributes().get(AttributeKey.stringKey("http.request.method")))
                .isEqualTo("GET");
        assertThat(seen.getAttributes().toString()).doesNotContain("secret", "ann@", "192.0.2", "browser");
    }

    @Test
    void aPathWithoutARouteIsNotKept() {
        tracer.spanBuilder("unknown")
                .setAttribute("url.path", "/ann@example.test")
                .startSpan()
                .end();

        assertThat(captured.named("unknown").getFirst().getAttributes().toString())
                .doesNotContain("ann@");
    }
}
