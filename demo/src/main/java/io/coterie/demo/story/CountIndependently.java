package io.coterie.demo.story;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Step 2: the members, one by one, are those that awk finds in the file.
record CountIndependently(Run run, Ledger ledger) {

    void tell() {
        var expected = run.expected();
        ledger.note("awk over %s: %,d buyers"
                .formatted(run.input().path().getFileName(), expected.buyers().size()));
        ledger.check("customers", expected.buyers().size(), run.people().size());
        var byKey = Map.of(
                "big-spenders", expected.bigSpenders(),
                "lapsing", expected.lapsing(),
                "save-now", expected.saveNow());
        for (var key : List.of("big-spenders", "lapsing", "save-now")) {
            compare(run.key(key), byKey.get(key));
            compare(key, byKey.get(key));
        }
    }

    /// A segment without the run's suffix has the customers of other runs too: they are left out.
    private void compare(String key, Set<String> fileIds) {
        var members = run.suite().segments().members(key);
        var own = run.own(members);
        var others = members.size() - own.size();
        ledger.checkSame(
                key + (others > 0 ? ", without %,d of other runs".formatted(others) : ""),
                run.externalIds(fileIds),
                own);
    }
}
