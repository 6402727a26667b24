package io.coterie.segment.facts;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The static lists that a customer is on or was on, by key; it never changes.
public record Lists(Map<String, Listing> byKey) {
    public static final Lists NONE = new Lists(Map.of());

    /// Reads what [#toString] wrote.
    public static Lists parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<String, Listing> byKey = new HashMap<>();
        for (String entry : text.split(" ", -1)) {
            int sign = Math.max(entry.lastIndexOf('+'), entry.lastIndexOf('~'));
            int version = Integer.parseInt(entry.substring(sign + 1));
            byKey.put(entry.substring(0, sign), new Listing(entry.charAt(sign) == '+', version));
        }
        return new Lists(Map.copyOf(byKey));
    }

    /// Null where the customer never was on the list.
    public @Nullable Listing of(String key) {
        return byKey.get(key);
    }

    /// Whether this tells anything new.
    public boolean isNews(String key, Listing listing) {
        Listing known = of(key);
        return known == null || listing.version() > known.version();
    }

    public Lists with(String key, Listing listing) {
        Map<String, Listing> more = new HashMap<>(byKey);
        more.put(key, listing);
        return new Lists(Map.copyOf(more));
    }

    /// Each list with the version that put the customer on it (`vip+3`) or took the customer off it (`press~7`),
    /// separated by blanks.
    @Override
    public String toString() {
        return new TreeMap<>(byKey)
                .entrySet().stream()
                        .map(entry -> entry.getKey()
                                + (entry.getValue().on() ? '+' : '~')
                                + entry.getValue().version())
                        .collect(Collectors.joining(" "));
    }
}
