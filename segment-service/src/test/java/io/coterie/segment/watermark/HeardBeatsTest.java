package io.coterie.segment.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.heartbeat.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardBeatsTest {
    private static final String TYPE = "customer.behaviours-recorded.v1";
    private static final String OTHER = "customer.profile-changed.v1";
    private static final Base BASE = new Base(100, Map.of(TYPE, 7L));

    @Test
    void completeIsWhatHasAllEventsOfEachTypeSinceTheBase() {
        Heartbeat beat = beat(200, Map.of(TYPE, 9L, OTHER, 1L));

        assertThat(isReached(beat, Map.of(TYPE, 2L, OTHER, 1L))).isTrue();
        assertThat(isReached(beat, Map.of(TYPE, 1L, OTHER, 1L))).isFalse();
        assertThat(isReached(beat, Map.of(TYPE, 3L)))
                .as("one type does not stand in for another")
                .isFalse();
    }

    @Test
    void whatIsNotConsumedIsNotWaitedFor() {
        Heartbeat beat = beat(200, Map.of(TYPE, 7L, "customer.consent-changed.v1", 99L));

        assertThat(isReached(beat, Map.of())).isTrue();
    }

    @Test
    void theOneLookedAtStaysAndOfTheRestTheNewestIsKept() {
        HeardBeats heard = new HeardBeats();
        Heartbeat first = beat(1, Map.of());
        Heartbeat third = beat(3, Map.of());
        heard.hear(first);
        heard.hear(beat(2, Map.of()));
        heard.hear(third);
        heard.hear(beat(2, Map.of()));
        heard.hear(first);

        assertThat(heard.current()).isEqualTo(first);
        heard.done(first);
        assertThat(heard.current()).isEqualTo(third);
        heard.done(third);
        assertThat(heard.current()).isNull();
    }

    private static boolean isReached(Heartbeat beat, Map<String, Long> arrived) {
        return BASE.isReachedBy(beat, List.of(TYPE, OTHER), arrived);
    }

    private static Heartbeat beat(long position, Map<String, Long> published) {
        return Heartbeat.of(Instant.EPOCH, position, published);
    }
}
