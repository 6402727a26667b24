package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;

/// How many facts.
final class Counted implements Tally {
    private final NumberTest test;
    private int count;

    Counted(NumberTest test) {
        this.test = test;
    }

    @Override
    public void add(int index) {
        count++;
    }

    @Override
    public void remove(int index) {
        count--;
    }

    @Override
    public boolean holds(long instant) {
        return test.holds(count);
    }

    @Override
    public JsonNode value(long instant) {
        return IntNode.valueOf(count);
    }
}
