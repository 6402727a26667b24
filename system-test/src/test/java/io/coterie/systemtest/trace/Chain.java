package io.coterie.systemtest.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A span and everything that led to it, parent by parent.
public record Chain(List<Seen> spans) {

    /// The first one's parents, up to the one that has none. A parent that was not seen ends the chain too: then it
    /// does not begin where it should.
    public static Chain upFrom(Seen last, List<Seen> all) {
        Map<String, Seen> byId =
                all.stream().collect(Collectors.toMap(Seen::id, Function.identity(), (one, same) -> one));
        List<Seen> chain = new ArrayList<>();
        for (Seen each = last; each != null; each = byId.get(each.parent())) {
            chain.addFirst(each);
        }
        return new Chain(chain);
    }

    public boolean isComplete() {
        return spans.getFirst().parent().isEmpty();
    }

    public List<String> titles() {
        return spans.stream().map(Seen::title).toList();
    }
}
