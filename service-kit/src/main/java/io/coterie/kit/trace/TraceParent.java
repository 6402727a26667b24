package io.coterie.kit.trace;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A place in a trace as text, to be stored with work that goes on later or elsewhere: `traceparent` of W3C Trace
/// Context. Vendors' `tracestate` is left behind.
public final class TraceParent {
    /// The name of the header, of the column and of the field.
    public static final String NAME = "traceparent";

    private static final W3CTraceContextPropagator FORMAT = W3CTraceContextPropagator.getInstance();

    private TraceParent() {}

    /// Where the running work stands; null where nothing is traced.
    public static @Nullable String current() {
        Map<String, String> written = new HashMap<>(2);
        FORMAT.inject(Context.current(), written, (carrier, key, value) -> {
            if (carrier != null) {
                carrier.put(key, value);
            }
        });
        return written.get(NAME);
    }

    /// The context to go on in: without a parent where the text is missing or says nothing.
    public static Context context(@Nullable String text) {
        return text == null ? Context.root() : FORMAT.extract(Context.root(), text, TheText.INSTANCE);
    }

    /// Reads the one header that there is.
    private enum TheText implements TextMapGetter<String> {
        INSTANCE;

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(NAME);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals(NAME) ? carrier : null;
        }
    }
}
