package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.evaluation.Withdrawal;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What members of a segment are told when it is archived.
class WithdrawalTest {
    private static final Instant BOUGHT = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant ARCHIVED = BOUGHT.plus(Duration.ofHours(2));
    private static final Definition.Ref REF = new Definition.Ref(1, 1);

    private final UUID customer = Ids.next();
    private final Definitions before = Definitions.of(1, List.of(recentBuyers()), ZoneOffset.UTC);
    private final Definitions after =
            Definitions.of(2, List.of(), List.of(new Withdrawal(REF, "recent-buyers", ARCHIVED, 2)), ZoneOffset.UTC);

    @Test
    void aMemberLeavesAtTheInstantOfArchivingQuietlyWheneverItIsTold() {
        CustomerState state = member();

        List<MembershipChange> told = touch(state, after, ARCHIVED.plus(Duration.ofDays(1)));

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.entered()).isFalse();
            assertThat(change.cause()).isEqualTo(Cause.DEFINITION);
            assertThat(change.effectiveAt()).as("not when the hour was over").isEqualTo(ARCHIVED);
            assertThat(change.recordedAt()).isEqualTo(ARCHIVED);
            assertThat(change.stateVersion()).isEqualTo(state.version());
        });
        assertThat(state.standings()).isEmpty();
    }

    @Test
    void itIsToldOnce() {
        CustomerState state = member();
        touch(state, after, ARCHIVED.plusSeconds(1));

        assertThat(touch(state, after, ARCHIVED.plusSeconds(2))).isEmpty();
    }

    @Test
    void whoWasNoMemberIsToldNothing() {
        CustomerState state = member();
        touch(state, before, BOUGHT.plus(Duration.ofHours(9)));

        assertThat(touch(state, after, ARCHIVED.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void aCustomerWhoseRowWasLostIsToldToo() {
        CustomerState rebuilt = CustomerState.fresh(customer);
        Standing inside = new Standing(true, BOUGHT, Verdict.NEVER, Instant.EPOCH, Instant.EPOCH);
        rebuilt.remember(new LastTold.Told(7, Map.of(1, inside)));

        List<MembershipChange> told = touch(rebuilt, after, ARCHIVED.plusSeconds(1));

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.entered()).isFalse();
            assertThat(change.stateVersion()).isGreaterThan(7);
        });
    }

    /// Until eight hours after the purchase.
    private CustomerState member() {
        CustomerState state = CustomerState.fresh(customer);
        Fact bought = new Fact.Behaviour(Ids.next(), BOUGHT, "Order Completed", JsonNodeFactory.instance.objectNode());
        List<MembershipChange> told = Touch.of(
                state,
                before,
                Horizons.unbounded(BOUGHT),
                List.of(new Arrival.OfFact(bought.id(), customer, Origin.first(bought.id()), false, bought)));
        assertThat(told).extracting(MembershipChange::entered).containsExactly(true);
        return state;
    }

    private static List<MembershipChange> touch(CustomerState state, Definitions definitions, Instant now) {
        return Touch.of(state, definitions, Horizons.unbounded(now), List.of());
    }

    private static Definition recentBuyers() {
        try {
            Rule rule = RuleParser.parse(JsonSettings.mapper().readTree("""
                    {"event": "Order Completed", "aggregate": "count", "gte": 1, "within": "PT8H"}"""));
            return new Definition(REF, "recent-buyers", rule, Reads.of(rule), Instant.EPOCH, 1);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
