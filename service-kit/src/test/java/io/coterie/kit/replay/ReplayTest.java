package io.coterie.kit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.replay.Replay.Told;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void itGoesFromTypeToTypeAndThenIsDone() {
        Replay first = Replay.waiting(new Scope(null, null, null, null), List.of("a", "b"), NOON);

        Replay second = first.after(new Slice(List.of(1, 2), "2"), LATER);
        Replay third = second.after(new Slice(List.of(3), null), LATER);
        Replay last = third.after(new Slice(List.of(), null), LATER);

        assertThat(second.type()).isEqualTo("a");
        assertThat(second.place()).isEqualTo("2");
        assertThat(third.type()).isEqualTo("b");
        assertThat(third.place()).isNull();
        assertThat(third.state().isOpen()).isTrue();
        assertThat(last.state()).isEqualTo(ReplayState.DONE);
        assertThat(last.finishedAt()).isEqualTo(LATER);
        assertThat(last.told()).containsExactly(new Told("a", 3), new Told("b", 0));
    }

    @Test
    void whatIsRecordedAfterItsCreationIsNotItsBusiness() {
        Replay all = Replay.waiting(new Scope(null, null, null, null), List.of("a"), NOON);
        Replay period = Replay.waiting(new Scope(null, null, NOON.minusSeconds(9), LATER), List.of("a"), NOON);
        Replay past = Replay.waiting(new Scope(null, null, null, NOON.minusSeconds(5)), List.of("a"), NOON);

        assertThat(all.effectiveScope().covers(NOON.minusMillis(1))).isTrue();
        assertThat(all.effectiveScope().covers(NOON)).isFalse();
        assertThat(period.effectiveScope().covers(NOON)).isFalse();
        assertThat(past.effectiveScope().covers(NOON.minusSeconds(5))).isFalse();
    }

    @Test
    void aPeriodHoldsItsFirstInstantAndNotItsLast() {
        Scope period = new Scope(null, null, NOON, LATER);

        assertThat(period.covers(NOON.minusNanos(1_000))).isFalse();
        assertThat(period.covers(NOON)).isTrue();
        assertThat(period.covers(LATER)).isFalse();
    }

    @Test
    void asManyRowsAsWereAskedForMeanThatThereMayBeMore() {
        List<Slice.Looked> rows = List.of(new Slice.Looked("1", "item"), new Slice.Looked("2", null));

        assertThat(Slice.of(rows, 2)).isEqualTo(new Slice(List.of("item"), "2"));
        assertThat(Slice.of(rows, 3)).isEqualTo(new Slice(List.of("item"), null));
    }
}
