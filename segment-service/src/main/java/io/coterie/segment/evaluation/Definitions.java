package io.coterie.segment.evaluation;

import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every version under evaluation at one epoch, each after the segments that it refers to.
public final class Definitions {
    private final long epoch;
    private final List<Definition> inOrder;
    private final Map<String, Definition> active = new HashMap<>();
    private final Map<Definition.Ref, Closure> closures = new HashMap<>();
    private final Map<Definition.Ref, Check> checks = new HashMap<>();
    private final List<Withdrawal> withdrawn;
    private final ZoneId zone;

    private Definitions(long epoch, List<Definition> inOrder, Collection<Withdrawal> withdrawn, ZoneId zone) {
        this.epoch = epoch;
        this.inOrder = inOrder;
        this.withdrawn = List.copyOf(withdrawn);
        this.zone = zone;
        Checks ready = new Checks();
        for (Definition definition : inOrder) {
            checks.put(definition.ref(), ready.of(definition.rule()));
            closures.put(definition.ref(), closed(definition));
            if (definition.active()) {
                active.put(definition.key(), definition);
            }
        }
    }

    /// @param zone whose calendar counts for customers whose own time zone is not known
    /// @throws IllegalArgumentException when segments refer to each other in a circle, which saving refuses
    public static Definitions of(long epoch, Collection<Definition> definitions, ZoneId zone) {
        return of(epoch, definitions, List.of(), zone);
    }

    /// @param withdrawn what was active until its segment was archived
    public static Definitions of(
            long epoch, Collection<Definition> definitions, Collection<Withdrawal> withdrawn, ZoneId zone) {
        return new Definitions(epoch, new Sorting(definitions).sorted(), withdrawn, zone);
    }

    public long epoch() {
        return epoch;
    }

    public List<Definition> inOrder() {
        return inOrder;
    }

    /// What nothing takes the place of: whoever is still in is out.
    public List<Withdrawal> withdrawn() {
        return withdrawn;
    }

    /// The same with one version more, in the place of the active one of its segment if there is one.
    /// @throws IllegalArgumentException when segments would refer to each other in a circle
    public Definitions with(Definition candidate) {
        List<Definition> others = new ArrayList<>(inOrder);
        others.removeIf(other -> other.ref().equals(candidate.ref())
                || (other.active() && other.key().equals(candidate.key())));
        others.add(candidate);
        return of(epoch, others, withdrawn, zone);
    }

    public Optional<Definition> active(String key) {
        return Optional.ofNullable(active.get(key));
    }

    public boolean contains(Definition.Ref ref) {
        return closures.containsKey(ref);
    }

    public ZoneId zone() {
        return zone;
    }

    /// @param definition one of these
    public Verdict evaluate(Definition definition, Circumstances circumstances) {
        return Objects.requireNonNull(checks.get(definition.ref())).of(circumstances);
    }

    /// @param definition one of these
    public Closure closureOf(Definition definition) {
        return Objects.requireNonNull(closures.get(definition.ref()));
    }

    /// The sources that a rule reads, also through the segments that it refers to.
    public Sources sourcesOf(Rule rule) {
        Reads reads = Reads.of(rule);
        return parts(reads).map(Closure::sources).reduce(Sources.of(reads), Sources::and);
    }

    /// What it refers to stands before it in the order.
    private Closure closed(Definition definition) {
        Set<Definition> parts = new HashSet<>(Set.of(definition));
        parts(definition.reads()).forEach(part -> parts.addAll(part.parts()));
        Sources sources = parts.stream().map(part -> Sources.of(part.reads())).reduce(Sources.NONE, Sources::and);
        return new Closure(Set.copyOf(parts), sources);
    }

    private Stream<Closure> parts(Reads reads) {
        return reads.segments().stream().flatMap(key -> active(key).stream()).map(this::closureOf);
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
