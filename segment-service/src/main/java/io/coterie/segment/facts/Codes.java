package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A column of small numbers that stand for values: equal values have one code, counted from 0; a fact without a value
/// has [#NONE].
public final class Codes {
    public static final int NONE = -1;

    private final int[] codes;
    private final int distinct;

    private Codes(int[] codes, int distinct) {
        this.codes = codes;
        this.distinct = distinct;
    }

    static Codes ofValues(Fact[] facts, String name) {
        return of(facts, fact -> comparable(fact.values().get(name)));
    }

    static Codes ofDays(Fact[] facts, ZoneId zone) {
        return of(facts, fact -> LocalDate.ofInstant(fact.at(), zone));
    }

    private static Codes of(Fact[] facts, Function<Fact, @Nullable Object> value) {
        Map<Object, Integer> known = new HashMap<>();
        int[] codes = new int[facts.length];
        for (int i = 0; i < facts.length; i++) {
            Object key = value.apply(facts[i]);
            codes[i] = key == null ? NONE : known.computeIfAbsent(key, absent -> known.size());
        }
        return new Codes(codes, known.size());
    }

    /// Numbers are the same when their values are, all else when type and value are.
    static @Nullable Object comparable(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isNumber() ? value.decimalValue().stripTrailingZeros() : value;
    }

    public int code(int index) {
        return codes[index];
    }

    /// How many codes there are.
    public int distinct() {
        return distinct;
    }
}
