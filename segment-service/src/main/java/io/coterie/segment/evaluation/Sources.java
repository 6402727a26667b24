package io.coterie.segment.evaluation;

import io.coterie.segment.rule.Reads;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which sources a rule reads.
///
/// @param bits one for each [Source], the lowest for the first; stored
public record Sources(int bits) {
    public static final Sources NONE = new Sources(0);

    private static final List<Sources> COMBINATIONS = IntStream.range(0, 1 << Source.values().length)
            .mapToObj(Sources::new)
            .toList();

    /// Every combination there is, in the order of their bits.
    public static List<Sources> combinations() {
        return COMBINATIONS;
    }

    /// Those that a rule itself reads, not counting the segments that it refers to.
    static Sources of(Reads reads) {
        Sources behaviours = reads.events().isEmpty() ? NONE : just(Source.CUSTOMER);
        return reads.metrics().isEmpty() ? behaviours : behaviours.and(just(Source.FEEDBACK));
    }

    static Sources just(Source source) {
        return new Sources(source.bit());
    }

    Sources and(Sources others) {
        return new Sources(bits | others.bits);
    }

    public Stream<Source> stream() {
        return Stream.of(Source.values()).filter(this::contains);
    }

    private boolean contains(Source source) {
        return (bits & just(source).bits) != 0;
    }
}
