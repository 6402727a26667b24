package io.coterie.demo.oracle;

import java.util.Set;
import java.util.TreeSet;

/// The members of the demo's segments by the file alone, as the file's ids.
///
/// @param lines purchases in the file
public record CountedMembers(int lines, Set<String> buyers, Set<String> bigSpenders, Set<String> lapsing) {

    /// Big spenders who lapse: `save-now`, as long as nobody has said anything.
    public Set<String> saveNow() {
        var both = new TreeSet<>(bigSpenders);
        both.retainAll(lapsing);
        return both;
    }
}
