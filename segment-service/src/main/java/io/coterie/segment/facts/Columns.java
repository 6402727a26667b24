package io.coterie.segment.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Columns by name, made when they are asked for the first time. Mostly one alone is asked for.
final class Columns<T> {
    private @Nullable String firstName;
    private @Nullable T first;
    private @Nullable Map<String, T> others;

    T get(String name, Function<String, T> make) {
        T known = first;
        if (known != null && name.equals(firstName)) {
            return known;
        }
        if (known == null) {
            known = make.apply(name);
            first = known;
            firstName = name;
            return known;
        }
        Map<String, T> more = others;
        if (more == null) {
            more = new HashMap<>(4);
            others = more;
        }
        return more.computeIfAbsent(name, make);
    }
}
