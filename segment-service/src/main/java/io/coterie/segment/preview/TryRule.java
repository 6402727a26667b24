package io.coterie.segment.preview;

import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.membership.Outlook;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.rfm.RfmModels;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.watermark.Watermarks;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Holds a rule that nobody has saved against customers as they are, beside the definitions in force. Locks no row.
@Singleton
class TryRule {
    /// No segment has this id.
    private static final Definition.Ref UNSAVED = new Definition.Ref(0, 0);

    private static final String NO_KEY = "";

    private final DefinitionsInForce definitions;
    private final StateTable states;
    private final Watermarks watermarks;
    private final RfmModels models;

    TryRule(DefinitionsInForce definitions, StateTable states, Watermarks watermarks, RfmModels models) {
        this.definitions = definitions;
        this.states = states;
        this.watermarks = watermarks;
        this.models = models;
    }

    record Tried(UUID customer, boolean holds) {}

    /// The next customers of a walk, as the rule sees them at an instant by what is known now.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<Tried> next(CountingWalk walk, Rule rule, Instant asOf, int most) {
        Definitions inForce = definitions.inThisTransaction();
        Rule scored = models.newest().map(rule::scoredBy).orElse(rule);
        Definition unsaved = new Definition(UNSAVED, NO_KEY, scored, Reads.of(scored), null, inForce.epoch());
        Definitions all = inForce.with(unsaved);
        Horizons horizons = watermarks.at(asOf);
        return states.page(walk.bucket(), walk.last(), walk.end(), most).stream()
                .map(state -> new Tried(
                        state.customerId(),
                        all.evaluate(unsaved, Outlook.now(state, all, horizons).of(unsaved))
                                .holds()))
                .toList();
    }
}
