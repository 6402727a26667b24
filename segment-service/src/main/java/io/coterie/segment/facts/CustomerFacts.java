package io.coterie.segment.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// All that rules can read of a customer at one moment, sorted in time; it never changes. Not for use by several
/// threads, for what has been selected once is kept.
public final class CustomerFacts {
    /// A choice among a customer's facts. Chosen again by the same object, it is not made again.
    public interface Selection {
        Series from(CustomerFacts facts);
    }

    private final Profile profile;
    private final Lists lists;
    private final Map<String, Series> behaviours = new HashMap<>();
    private final Series answers;
    private final IdentityHashMap<Selection, Series> selected = new IdentityHashMap<>();

    /// Of a customer who is on no list.
    public CustomerFacts(Profile profile, List<Fact> facts) {
        this(profile, Lists.NONE, facts);
    }

    public CustomerFacts(Profile profile, Lists lists, List<Fact> facts) {
        this.profile = profile;
        this.lists = lists;
        Map<String, List<Fact>> byEvent = new HashMap<>();
        List<Fact> given = new ArrayList<>();
        List<Fact> inTime = new ArrayList<>(facts);
        inTime.sort(Fact.IN_TIME);
        for (Fact fact : inTime) {
            switch (fact) {
                case Fact.Behaviour behaviour ->
                    byEvent.computeIfAbsent(behaviour.event(), name -> new ArrayList<>())
                            .add(behaviour);
                case Fact.Answer answer -> given.add(answer);
            }
        }
        byEvent.forEach((event, list) -> behaviours.put(event, Series.of(list)));
        this.answers = Series.of(given);
    }

    public Profile profile() {
        return profile;
    }

    public Lists lists() {
        return lists;
    }

    /// Every behaviour of this event name, future ones included.
    public Series behaviours(String event) {
        return behaviours.getOrDefault(event, Series.EMPTY);
    }

    /// Every answer, future ones included.
    public Series answers() {
        return answers;
    }

    public Series select(Selection selection) {
        Series known = selected.get(selection);
        if (known == null) {
            known = selection.from(this);
            selected.put(selection, known);
        }
        return known;
    }
}
