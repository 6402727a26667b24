package io.coterie.segment.facts;

import java.util.ArrayList;
import java.util.List;

/// A stored piece of a customer's facts, in the order of their arrival. Only touched chunks are written again.
final class Chunk {
    static final int MOST_FACTS = 128;

    private final int number;
    private final List<Fact> facts;
    private boolean touched;

    Chunk(int number, List<Fact> facts) {
        this.number = number;
        this.facts = new ArrayList<>(facts);
    }

    int number() {
        return number;
    }

    List<Fact> facts() {
        return facts;
    }

    boolean touched() {
        return touched;
    }

    boolean isFull() {
        return facts.size() >= MOST_FACTS;
    }

    void add(Fact fact) {
        facts.add(fact);
        touched = true;
    }

    void replace(int index, Fact fact) {
        facts.set(index, fact);
        touched = true;
    }
}
