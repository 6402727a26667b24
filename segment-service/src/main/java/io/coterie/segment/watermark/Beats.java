package io.coterie.segment.watermark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.event.UnreadableEvent;
import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.segment.evaluation.Source;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Hears heartbeats. They may be lost, repeated and out of order, so they are kept in memory and acknowledged at once:
/// a backlog of them costs nothing but reading.
@Singleton
public class Beats {
    private static final Logger LOG = Logger.getLogger(Beats.class);

    private final EventFormat format;
    private final ObjectMapper json;
    private final Map<Source, HeardBeats> heard = new EnumMap<>(Source.class);
    private final Semaphore signal = new Semaphore(0);

    Beats(EventFormat format, ObjectMapper json) {
        this.format = format;
        this.json = json;
        for (Source source : Source.values()) {
            heard.put(source, new HeardBeats());
        }
    }

    /// What cannot be read is passed over: the next heartbeat makes it good.
    public void hear(byte[] body) {
        try {
            ReceivedEvent event = format.read(body);
            Heartbeat beat = json.treeToValue(event.items().getFirst(), Heartbeat.class);
            sourceOf(event).ifPresent(source -> hear(source, beat));
        } catch (UnreadableEvent | JsonProcessingException | RuntimeException unreadable) {
            LOG.warnf("a heartbeat is passed over: %s", unreadable.getClass().getName());
        }
    }

    private static Optional<Source> sourceOf(ReceivedEvent event) {
        return Source.ofOwner(event.type().substring(0, event.type().indexOf('.')));
    }

    private void hear(Source source, Heartbeat beat) {
        of(source).hear(beat);
        signal.release();
    }

    HeardBeats of(Source source) {
        return Objects.requireNonNull(heard.get(source));
    }

    /// Blocks until one is heard.
    void await() throws InterruptedException {
        signal.acquire();
        signal.drainPermits();
    }
}
