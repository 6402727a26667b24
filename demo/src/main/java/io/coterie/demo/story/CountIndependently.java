package io.coterie.demo.story;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Step 2: the members, one by one, are those that awk finds in the file.
record CountIndependently(Run run, Ledger ledger) {

    void tell() {
        var expected = run.expected();
        ledger.note("awk over %s: %,d buyers"
                .formatted(run.input().path().getFileName(), expected.buyers().size()));
        ledger.check("customers", expected.buyers().size(), run.people().size());
        var byKey = new TreeMap<>(Map.of(
                "big-spenders", expected.bigSpenders(),
                "lapsing", expected.lapsing(),
                "save-now", expected.saveNow()));
        byKey.forEach((key, fileIds) -> {
            compare(run.key(key), fileIds);
            compare(key, fileIds);
        });
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
