package io.coterie.segment.members;

import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Explanation;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.StateTable;
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
    private final Clock clock;

    LiveStanding(DefinitionsInForce definitions, StateTable states, Clock clock) {
        this.definitions = definitions;
        this.states = states;
        this.clock = clock;
    }

    record Now(boolean member, Explanation.@Nullable Node rule) {}

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
        return inForce.active(key)
                .map(definition -> new Now(
                        standing(state, definition).member(),
                        Explanation.tree(definition.rule(), circumstances(inForce, state))))
                .orElse(new Now(false, null));
    }

    private CustomerState known(UUID customer) {
        return states.read(customer).orElseThrow(() -> Problems.notFound("customer", customer));
    }

    private Circumstances circumstances(Definitions inForce, CustomerState state) {
        return new Circumstances(
                state.facts(),
                key -> inForce.active(key)
                        .map(definition -> standing(state, definition))
                        .orElse(Standing.OUTSIDE),
                clock.instant());
    }

    private static Standing standing(CustomerState state, Definition definition) {
        return state.standings().getOrDefault(definition.ref(), Standing.OUTSIDE);
    }
}
