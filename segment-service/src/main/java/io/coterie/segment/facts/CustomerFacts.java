package io.coterie.segment.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// All that rules can read of a customer at one moment, sorted in time; it never changes.
public final class CustomerFacts {
    private final Profile profile;
    private final Map<String, List<Fact.Behaviour>> behaviours = new HashMap<>();
    private final List<Fact.Answer> answers = new ArrayList<>();

    public CustomerFacts(Profile profile, List<Fact> facts) {
        this.profile = profile;
        facts.stream().sorted(Fact.IN_TIME).forEach(this::sort);
    }

    private void sort(Fact fact) {
        switch (fact) {
            case Fact.Behaviour behaviour ->
                behaviours
                        .computeIfAbsent(behaviour.event(), name -> new ArrayList<>())
                        .add(behaviour);
            case Fact.Answer answer -> answers.add(answer);
        }
    }

    public Profile profile() {
        return profile;
    }

    /// Every behaviour of this event name, oldest first, future ones included.
    public List<Fact.Behaviour> behaviours(String event) {
        return behaviours.getOrDefault(event, List.of());
    }

    /// Every answer, oldest first.
    public List<Fact.Answer> answers() {
        return answers;
    }
}
