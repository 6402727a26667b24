package io.coterie.kit.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Spans of one's own. They hold ids, names and numbers, never what a person is called, wrote or can be reached at.
public final class Traces {
    /// A span that ends many traces names this many of them.
    public static final int MOST_LINKS = 32;

    private static final String INSTRUMENTATION = "io.coterie";

    private Traces() {}

    /// A span within the running one.
    public static SpanBuilder span(String name) {
        return GlobalOpenTelemetry.getTracer(INSTRUMENTATION).spanBuilder(name);
    }

    /// A span that goes on where the text of [TraceParent] says.
    public static SpanBuilder span(String name, @Nullable String parent) {
        return span(name).setParent(TraceParent.context(parent));
    }

    /// A span of work on many things at once. Where all of them are of one trace it is in that trace; otherwise it
    /// begins one of its own and is linked to theirs.
    public static SpanBuilder spanOfMany(String name, Collection<? extends @Nullable String> parents) {
        List<SpanContext> distinct = parents.stream()
                .filter(Objects::nonNull)
                .distinct()
                .map(parent -> Span.fromContext(TraceParent.context(parent)).getSpanContext())
                .filter(SpanContext::isValid)
                .toList();
        if (distinct.stream().map(SpanContext::getTraceId).distinct().count() == 1) {
            return span(name).setParent(Context.root().with(Span.wrap(distinct.getFirst())));
        }
        SpanBuilder span = span(name).setNoParent();
        distinct.stream().limit(MOST_LINKS).forEach(span::addLink);
        return span;
    }

    /// Does the work within the span, which ends with it. Of a failure the span tells the class alone: messages may
    /// quote data.
    public static <T extends @Nullable Object> T within(SpanBuilder builder, Supplier<T> work) {
        Span span = builder.startSpan();
        try (var _ = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException | Error failed) {
            span.setStatus(StatusCode.ERROR, failed.getClass().getName());
            throw failed;
        } finally {
            span.end();
        }
    }

    public static void within(SpanBuilder builder, Runnable work) {
        within(builder, () -> {
            work.run();
            return null;
        });
    }
}
