package io.coterie.systemtest.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that was sent and acknowledged, in the order of acknowledgement, once.
public final class Ledger {
    private final Set<String> ids = new HashSet<>();
    private final Map<Integer, List<Fact>> byCustomer = new HashMap<>();

    public synchronized void acknowledged(Collection<? extends Fact> facts) {
        for (var fact : facts) {
            if (ids.add(fact.id())) {
                byCustomer
                        .computeIfAbsent(fact.customer(), none -> new ArrayList<>())
                        .add(fact);
            }
        }
    }

    public synchronized int size() {
        return ids.size();
    }

    /// One customer's facts of a kind, the last one last.
    public synchronized <F extends Fact> List<F> of(int customer, Class<F> kind) {
        return byCustomer.getOrDefault(customer, List.of()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public synchronized <F extends Fact> List<F> all(Class<F> kind) {
        return byCustomer.values().stream()
                .flatMap(List::stream)
                .flatMap(fact -> kind.isInstance(fact) ? Stream.of(kind.cast(fact)) : Stream.empty())
                .toList();
    }
}
