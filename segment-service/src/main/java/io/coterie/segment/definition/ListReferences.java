package io.coterie.segment.definition;

import io.coterie.segment.rule.Reads;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/// Which segments refer to static lists.
@Singleton
public class ListReferences {
    private final Versions versions;
    private final StoredRules rules;
    private final Epoch epoch;

    ListReferences(Versions versions, StoredRules rules, Epoch epoch) {
        this.versions = versions;
        this.rules = rules;
        this.epoch = epoch;
    }

    /// The keys of segments with a version that refers to the list and is or may be evaluated. No other is saved until
    /// the running transaction ends.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<String> referrers(String list) {
        epoch.oneSaverAtATime();
        return versions.notRetired().stream()
                .filter(version -> Reads.of(rules.rule(version)).lists().contains(list))
                .map(version -> version.segment.key)
                .distinct()
                .sorted()
                .toList();
    }
}
