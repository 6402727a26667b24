package io.coterie.segment.facts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Some facts of one customer, oldest first, with their times and values as columns, so that a window is a range of
/// indices.
public final class Series {
    public static final Series EMPTY = new Series(new Fact[0]);

    private final Fact[] facts;
    private final long[] at;
    private final Columns<Amounts> amounts = new Columns<>();
    private final Columns<Codes> codes = new Columns<>();
    private @Nullable ZoneId zoneOfDays;
    private @Nullable Codes days;

    private Series(Fact[] facts) {
        this.facts = facts;
        this.at = new long[facts.length];
        for (int i = 0; i < facts.length; i++) {
            at[i] = Micros.of(facts[i].at());
        }
    }

    /// @param inTime in the order of [Fact#IN_TIME]
    static Series of(List<? extends Fact> inTime) {
        return inTime.isEmpty() ? EMPTY : new Series(inTime.toArray(Fact[]::new));
    }

    public int size() {
        return facts.length;
    }

    /// When, in microseconds since 1970.
    public long at(int index) {
        return at[index];
    }

    /// Whether the next one before an end, if there is any, is of a later instant.
    public boolean isLastOfItsInstant(int index, int end) {
        return index + 1 >= end || at[index + 1] != at[index];
    }

    public Fact fact(int index) {
        return facts[index];
    }

    public JsonNode values(int index) {
        return facts[index].values();
    }

    /// How many happened at this instant or before.
    public int countUntil(long instant) {
        int low = 0;
        int high = at.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at[middle] <= instant) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    public Series filter(Predicate<? super Fact> test) {
        List<Fact> passing = new ArrayList<>(facts.length);
        for (Fact fact : facts) {
            if (test.test(fact)) {
                passing.add(fact);
            }
        }
        return passing.size() == facts.length ? this : of(passing);
    }

    /// Parted by the values under a name, where equal numbers are one value; facts without the value are in no part.
    public Map<Object, Series> partedBy(String name) {
        Map<Object, List<Fact>> parts = new HashMap<>();
        for (Fact fact : facts) {
            Object value = Codes.comparable(fact.values().get(name));
            if (value != null) {
                parts.computeIfAbsent(value, absent -> new ArrayList<>()).add(fact);
            }
        }
        Map<Object, Series> parted = HashMap.newHashMap(parts.size());
        parts.forEach((value, list) -> parted.put(value, of(list)));
        return parted;
    }

    /// The numbers under a name.
    public Amounts amounts(String name) {
        return amounts.get(name, absent -> Amounts.of(facts, absent));
    }

    /// The values under a name, equal ones with one code.
    public Codes codes(String name) {
        return codes.get(name, absent -> Codes.ofValues(facts, absent));
    }

    /// The calendar days in a time zone, equal ones with one code.
    public Codes days(ZoneId zone) {
        Codes known = days;
        if (known == null || !zone.equals(zoneOfDays)) {
            known = Codes.ofDays(facts, zone);
            days = known;
            zoneOfDays = zone;
        }
        return known;
    }
}
