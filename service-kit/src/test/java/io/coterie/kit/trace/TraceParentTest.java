package io.coterie.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aPlaceIsWrittenAsItWasRead() {
        try (var _ = TraceParent.context(TEXT).makeCurrent()) {
            assertThat(TraceParent.current()).isEqualTo(TEXT);
        }
    }

    @Test
    void whereNothingIsTracedThereIsNoText() {
        assertThat(TraceParent.current()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00-0", "00-00000000000000000000000000000000-b7ad6b7169203331-01", "anything else"})
    void whatIsNoPlaceHasNoParent(String text) {
        SpanContext context = Span.fromContext(TraceParent.context(text)).getSpanContext();

        assertThat(context.isValid()).isFalse();
        assertThat(Span.fromContext(TraceParent.context(null)).getSpanContext().isValid())
                .isFalse();
    }
}
