package io.coterie.segment.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// How many customers, and who the first of them are.
record Tally(long count, List<UUID> sample) {
    private static final int MOST = 20;

    Tally and(UUID customer) {
        if (sample.size() >= MOST) {
            return new Tally(count + 1, sample);
        }
        List<UUID> more = new ArrayList<>(sample);
        more.add(customer);
        return new Tally(count + 1, List.copyOf(more));
    }
}
