package io.coterie.customer.recording;

import io.coterie.kit.event.Lane;
import io.coterie.kit.metric.RecordedFacts;
import io.coterie.kit.sql.AfterCommit;
import jakarta.inject.Singleton;
import java.util.Collection;

/// Counts facts once they are committed.
@Singleton
class FactMetrics {
    private final RecordedFacts facts;
    private final AfterCommit afterCommit;

    FactMetrics(RecordedFacts facts, AfterCommit afterCommit) {
        this.facts = facts;
        this.afterCommit = afterCommit;
    }

    void recorded(Collection<Fact> taken, Lane lane) {
        long behaviours = taken.stream().filter(Fact.Behaved.class::isInstance).count();
        long profiles = taken.size() - behaviours;
        afterCommit.run(() -> {
            facts.count("behaviour", lane, behaviours);
            facts.count("profile", lane, profiles);
        });
    }
}
