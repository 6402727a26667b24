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
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Listing;
import io.coterie.segment.facts.Lists;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the news of a list make of a customer's row.
class ListNewsTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final Definitions DEFINITIONS = Definitions.of(
            1,
            List.of(definition(1, "listed", "{\"list\": \"vip\"}"), definition(2, "listed-buyers", """
                            {"all": [{"list": "vip"},
                                     {"event": "Order Completed", "aggregate": "count", "gte": 1}]}""")),
            ZoneOffset.UTC);

    private final UUID customer = Ids.next();

    @Test
    void anOlderVersionOfAListIsNoNews() {
        CustomerState state = CustomerState.fresh(customer);
        touch(state, list(true, 3));

        assertThat(isDue(state, list(false, 2))).isFalse();
        assertThat(isDue(state, list(true, 3))).isFalse();
        assertThat(isDue(state, list(false, 4))).isTrue();
    }

    @Test
    void whoseRowWasLostStandsAsToldUntilTheFactsThatASegmentReadsCome() {
        CustomerState rebuilt = lost();

        assertThat(touch(rebuilt, list(true, 1), profile())).isEmpty();
        assertThat(touch(rebuilt, purchase())).isEmpty();

        assertThat(rebuilt.standings().values()).hasSize(2).allMatch(Standing::member);
        assertThat(touch(rebuilt, list(false, 2)))
                .extracting(MembershipChange::segment)
                .containsExactly("listed", "listed-buyers");
    }

    @Test
    void whoseRowWasLostLeavesAtOnceWhatReadsListsAlone() {
        CustomerState rebuilt = lost();

        assertThat(touch(rebuilt, list(false, 2), profile())).singleElement().satisfies(change -> {
            assertThat(change.segment()).isEqualTo("listed");
            assertThat(change.entered()).isFalse();
            assertThat(change.cause()).isEqualTo(Cause.LIST);
        });
    }

    @Test
    void listsAreReadAsTheyWereWritten() {
        Lists lists = Lists.NONE
                .with("vip", new Listing(true, 3))
                .with("press-2026", new Listing(false, 12))
                .with("a", new Listing(true, 1));

        assertThat(lists).hasToString("a+1 press-2026~12 vip+3");
        assertThat(Lists.parse(lists.toString())).isEqualTo(lists);
        assertThat(Lists.parse(Lists.NONE.toString())).isEqualTo(Lists.NONE);
    }

    private CustomerState lost() {
        CustomerState state = CustomerState.fresh(customer);
        Standing inside = new Standing(true, NOW, Verdict.NEVER, Instant.EPOCH, Instant.EPOCH);
        state.remember(new LastTold.Told(7, Map.of(1, inside, 2, inside)));
        return state;
    }

    private static List<MembershipChange> touch(CustomerState state, Arrival... news) {
        return Touch.of(state, DEFINITIONS, Horizons.unbounded(NOW), List.of(news));
    }

    private static boolean isDue(CustomerState state, Arrival news) {
        return Touch.isDue(state, DEFINITIONS, Horizons.unbounded(NOW), List.of(news));
    }

    private Arrival list(boolean on, int version) {
        UUID id = Ids.derived("vip", version);
        return new Arrival.OfList(id, customer, Origin.first(id), false, "vip", new Listing(on, version));
    }

    private Arrival profile() {
        UUID id = Ids.next();
        Profile profile = new Profile(1, null, null, JsonNodeFactory.instance.objectNode());
        return new Arrival.OfProfile(id, customer, Origin.first(id), false, profile);
    }

    private Arrival purchase() {
        UUID id = Ids.next();
        Fact fact = new Fact.Behaviour(id, NOW, "Order Completed", JsonNodeFactory.instance.objectNode());
        return new Arrival.OfFact(id, customer, Origin.first(id), false, fact);
    }

    private static Definition definition(int id, String key, String json) {
        try {
            Rule rule = RuleParser.parse(JsonSettings.mapper().readTree(json));
            return new Definition(new Definition.Ref(id, 1), key, rule, Reads.of(rule), Instant.EPOCH, 1);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
