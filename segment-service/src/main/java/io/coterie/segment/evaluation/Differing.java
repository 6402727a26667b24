package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.segment.facts.Codes;

/// How many different values.
final class Differing implements Tally {
    private final Codes codes;
    private final NumberTest test;
    private final int[] facts;
    private int distinct;

    Differing(Codes codes, NumberTest test) {
        this.codes = codes;
        this.test = test;
        this.facts = new int[codes.distinct()];
    }

    @Override
    public void add(int index) {
        int code = codes.code(index);
        if (code != Codes.NONE && facts[code]++ == 0) {
            distinct++;
        }
    }

    @Override
    public void remove(int index) {
        int code = codes.code(index);
        if (code != Codes.NONE && --facts[code] == 0) {
            distinct--;
        }
    }

    @Override
    public boolean holds(long instant) {
        return test.holds(distinct);
    }

    @Override
    public JsonNode value(long instant) {
        return IntNode.valueOf(distinct);
    }
}
