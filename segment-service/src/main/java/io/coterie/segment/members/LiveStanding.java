package io.coterie.segment.members;

import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Counterfactual;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Explanation;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.Outlook;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.watermark.Watermarks;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How one customer stands at this moment, read from its state.
@Singleton
class LiveStanding {
    private final DefinitionsInForce definitions;
    private final StateTable states;
    private final Watermarks watermarks;
    private final Clock clock;

    LiveStanding(DefinitionsInForce definitions, StateTable states, Watermarks watermarks, Clock clock) {
        this.definitions = definitions;
        this.states = states;
        this.watermarks = watermarks;
        this.clock = clock;
    }

    /// @param flips the fewest leaves that would have to come out otherwise for the rule to turn
    record Now(boolean member, Explanation.@Nullable Node rule, List<Counterfactual.Flip> flips) {
        /// Before the first activation.
        static final Now UNRULED = new Now(false, null, List.of());
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for a customer of whom nothing has arrived
    @Transactional
    public List<MembershipsResource.Membership> memberships(UUID customer) {
        Definitions inForce = definitions.inThisTransaction();
        CustomerState state = known(customer);
        List<MembershipsResource.Membership> memberships = new ArrayList<>();
        for (Definition definition : inForce.inOrder()) {
            Standing standing = standing(state, definition);
            if (definition.active() && standing.member()) {
                memberships.add(new MembershipsResource.Membership(definition.key(), standing.since()));
            }
        }
        return memberships;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for a customer of whom nothing has arrived
    @Transactional
    public Now explain(UUID customer, String key) {
        Definitions inForce = definitions.inThisTransaction();
        CustomerState state = known(customer);
        Horizons horizons = watermarks.at(clock.instant());
        return inForce.active(key)
                .map(definition -> now(
                        standing(state, definition),
                        definition.rule(),
                        Outlook.now(state, inForce, horizons).of(definition)))
                .orElse(Now.UNRULED);
    }

    private static Now now(Standing standing, Rule rule, Circumstances circumstances) {
        Explanation.Node tree = Explanation.tree(rule, circumstances);
        return new Now(standing.member(), tree, Counterfactual.of(rule, !tree.holds(), circumstances));
    }

    private CustomerState known(UUID customer) {
        return states.read(customer).orElseThrow(() -> Problems.notFound("customer", customer));
    }

    private static Standing standing(CustomerState state, Definition definition) {
        return state.standings().getOrDefault(definition.ref(), Standing.OUTSIDE);
    }
}
