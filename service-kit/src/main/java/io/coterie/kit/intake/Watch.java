package io.coterie.kit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.trace.TraceParent;
import io.coterie.kit.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// Makes the taking in of messages visible: a span that goes on in the trace in which the event was written, the
/// event's id beside every line of the log, and the metric `coterie.facts.consumed`.
@Singleton
public class Watch {
    private static final String EVENT_ID = "eventId";

    private final MeterRegistry metrics;
    private final String service;

    public Watch(MeterRegistry metrics, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.metrics = metrics;
        this.service = service;
    }

    /// Does the work, which gets the effect that it shall have.
    public void over(Delivery delivery, Effect effect, Consumer<Effect> work) {
        var span = Traces.span(
                        "process message", delivery.header(TraceParent.NAME).orElse(null))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "rabbitmq")
                .setAttribute("coterie.lane", word(delivery.lane()));
        Applied applied = new Applied(effect);
        Traces.within(span, () -> withId(delivery.messageId(), () -> work.accept(applied)));
        applied.count(delivery.lane());
    }

    private static void withId(@Nullable String eventId, Runnable work) {
        if (eventId == null) {
            work.run();
            return;
        }
        Span.current().setAttribute("messaging.message.id", eventId);
        MDC.put(EVENT_ID, eventId);
        try {
            work.run();
        } finally {
            MDC.remove(EVENT_ID);
        }
    }

    private static String word(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    /// Items that have had the effect, however often it was tried.
    private final class Applied implements Effect {
        private final Effect effect;
        private final Set<JsonNode> items = Collections.newSetFromMap(new IdentityHashMap<>());
        private @Nullable String type;

        Applied(Effect effect) {
            this.effect = effect;
        }

        @Override
        public void apply(ReceivedEvent event) {
            if (type == null) {
                type = event.type();
                Span.current()
                        .updateName("process " + event.type())
                        .setAttribute("coterie.event.type", event.type())
                        .setAttribute(
                                "messaging.batch.message_count", event.items().size());
            }
            effect.apply(event);
            items.addAll(event.items());
        }

        /// Only of what had an effect: a sender of unknown types must not be able to make labels.
        void count(Lane lane) {
            if (type != null && !items.isEmpty()) {
                Counter.builder("coterie.facts.consumed")
                        .description("items of events that had their effect here")
                        .tag("service", service)
                        .tag("type", type)
                        .tag("lane", word(lane))
                        .register(metrics)
                        .increment(items.size());
            }
        }
    }
}
