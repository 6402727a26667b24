package io.coterie.kit.replay;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/// All facts that this service can tell again, in the order of their types.
@Singleton
class Owned {
    private final List<ReplayableFacts> facts;

    Owned(@All List<ReplayableFacts> facts) {
        this.facts = facts.stream()
                .sorted(Comparator.comparing(ReplayableFacts::type))
                .toList();
    }

    List<String> types() {
        return facts.stream().map(ReplayableFacts::type).toList();
    }

    /// The types whose facts can come from a source.
    List<String> typesFrom(String source) {
        return facts.stream()
                .filter(each -> each.knowsSource(source))
                .map(ReplayableFacts::type)
                .toList();
    }

    ReplayableFacts facts(String type) {
        return facts.stream()
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this release cannot tell " + type + " again"));
    }
}
