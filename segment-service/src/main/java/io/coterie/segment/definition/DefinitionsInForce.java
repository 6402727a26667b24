package io.coterie.segment.definition;

import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The versions that are evaluated now, compiled once an epoch.
@Singleton
public class DefinitionsInForce {
    private final Epoch epoch;
    private final Versions versions;
    private final StoredRules rules;
    private final ZoneId zone;
    private volatile Definitions cached;

    DefinitionsInForce(
            Epoch epoch,
            Versions versions,
            StoredRules rules,
            @ConfigProperty(name = "coterie.time-zone", defaultValue = "UTC") ZoneId zone) {
        this.epoch = epoch;
        this.versions = versions;
        this.rules = rules;
        this.zone = zone;
        this.cached = Definitions.of(0, List.of(), zone);
    }

    /// Valid until the running transaction ends: until then no definition can change.
    public Definitions inThisTransaction() {
        long now = epoch.shared();
        Definitions known = cached;
        if (known.epoch() != now) {
            known = Definitions.of(
                    now,
                    versions.notRetired().stream()
                            .filter(version -> version.state != VersionState.STAGED)
                            .map(this::compiled)
                            .toList(),
                    zone);
            cached = known;
        }
        return known;
    }

    private Definition compiled(VersionEntity version) {
        Rule rule = rules.rule(version);
        return new Definition(
                new Definition.Ref(version.segment.id, version.version),
                version.segment.key,
                rule,
                Reads.of(rule),
                version.state == VersionState.ACTIVE ? version.activeSince : null,
                version.epoch);
    }
}
