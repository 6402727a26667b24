package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.Ledger;
import io.coterie.systemtest.load.Oracle;
import io.coterie.systemtest.load.People;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.Suite;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a story sent, and where it must have arrived.
record Books(Suite suite, Shop shop, Ledger ledger, People people) {
    Oracle oracle() {
        return new Oracle(shop, ledger);
    }

    /// The shop's own among these ids, as numbers.
    Set<Integer> numbers(Collection<String> ids) {
        return ids.stream().map(people::number).collect(Collectors.toCollection(TreeSet::new));
    }
}
