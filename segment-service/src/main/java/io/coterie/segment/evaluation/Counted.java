package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.segment.facts.Series;

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
    public void addAll(int from, int to) {
        count += to - from;
    }

    @Override
    public int lastToLeave(Series series, int oldest, int newest, boolean holds) {
        for (int index = oldest; index < newest; index++) {
            if (test.holds(newest - index - 1) != holds && series.isLastOfItsInstant(index, newest)) {
                return index;
            }
        }
        return NONE;
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
