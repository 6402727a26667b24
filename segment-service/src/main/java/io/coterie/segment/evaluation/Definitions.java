package io.coterie.segment.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every version under evaluation at one epoch, each after the segments that it refers to.
public final class Definitions {
    private final long epoch;
    private final List<Definition> inOrder;
    private final Map<String, Definition> active = new HashMap<>();
    private final Set<Definition.Ref> refs = new HashSet<>();

    private Definitions(long epoch, List<Definition> inOrder) {
        this.epoch = epoch;
        this.inOrder = inOrder;
        for (Definition definition : inOrder) {
            refs.add(definition.ref());
            if (definition.active()) {
                active.put(definition.key(), definition);
            }
        }
    }

    /// @throws IllegalArgumentException when segments refer to each other in a circle, which saving refuses
    public static Definitions of(long epoch, Collection<Definition> definitions) {
        return new Definitions(epoch, new Sorting(definitions).sorted());
    }

    public long epoch() {
        return epoch;
    }

    public List<Definition> inOrder() {
        return inOrder;
    }

    public Optional<Definition> active(String key) {
        return Optional.ofNullable(active.get(key));
    }

    public boolean contains(Definition.Ref ref) {
        return refs.contains(ref);
    }

    /// Depth first; all versions of a segment are visited together.
    private static final class Sorting {
        private final Map<String, List<Definition>> byKey = new HashMap<>();
        private final Set<String> done = new HashSet<>();
        private final Set<String> open = new HashSet<>();
        private final List<Definition> sorted = new ArrayList<>();

        private Sorting(Collection<Definition> definitions) {
            for (Definition definition : definitions) {
                byKey.computeIfAbsent(definition.key(), key -> new ArrayList<>())
                        .add(definition);
            }
        }

        private List<Definition> sorted() {
            byKey.keySet().stream().sorted().forEach(this::visit);
            return List.copyOf(sorted);
        }

        private void visit(String key) {
            if (done.contains(key) || !byKey.containsKey(key)) {
                return;
            }
            if (!open.add(key)) {
                throw new IllegalArgumentException("segments refer to each other in a circle through " + key);
            }
            List<Definition> versions = byKey.get(key);
            versions.forEach(version -> version.reads().segments().forEach(this::visit));
            sorted.addAll(versions);
            done.add(key);
        }
    }
}
