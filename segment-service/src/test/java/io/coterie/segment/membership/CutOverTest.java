package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CutOverTest {
    private static final Instant BOUGHT = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant FIRST = BOUGHT.plus(Duration.ofHours(1));
    private static final Instant SECOND = BOUGHT.plus(Duration.ofHours(2));
    private static final Instant TOLD = BOUGHT.plus(Duration.ofHours(3));
    private static final String BUYERS = "{\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": 1}";
    private static final String FREQUENT = "{\"event\": \"Order Completed\", \"aggregate\": \"count\", \"gte\": 5}";

    private final UUID customer = Ids.next();

    @Test
    void whatRefersToAVersionThatIsCutOverLaterIsToldAsReadersSawIt() {
        CustomerState state = buyer(
                definition(1, 1, "buyers", BUYERS, Instant.EPOCH, 1, false),
                definition(2, 1, "those", "{\"segment\": \"buyers\"}", null, 1, false));

        List<MembershipChange> told = told(
                state,
                definition(1, 2, "buyers", FREQUENT, SECOND, 3, false),
                definition(2, 1, "those", "{\"segment\": \"buyers\"}", FIRST, 2, false));

        assertThat(told)
                .extracting(MembershipChange::segment, MembershipChange::entered, MembershipChange::effectiveAt)
                .containsExactlyInAnyOrder(
                        tuple("buyers", false, SECOND), tuple("those", true, FIRST), tuple("those", false, SECOND));
    }

    @Test
    void aNewModelIsTheCauseAlsoWhereTheVersionBeforeWasNeverStored() {
        CustomerState state = buyer(definition(1, 1, "buyers", BUYERS, Instant.EPOCH, 1, false));

        List<MembershipChange> told = told(
                state,
                definition(1, 1, "buyers", BUYERS, Instant.EPOCH, 1, false),
                definition(2, 2, "scored", BUYERS, FIRST, 2, true));

        assertThat(told)
                .extracting(MembershipChange::segment, MembershipChange::cause)
                .containsExactly(tuple("scored", Cause.MODEL));
    }

    @Test
    void whatRefersToARescoredSegmentChangesByTheModelThoughAnotherIsRedefinedInTheSameTurn() {
        CustomerState state = buyer(
                definition(1, 1, "scored", BUYERS, Instant.EPOCH, 1, false),
                definition(2, 1, "those", "{\"segment\": \"scored\"}", Instant.EPOCH, 1, false));

        List<MembershipChange> told = told(
                state,
                definition(1, 2, "scored", FREQUENT, SECOND, 3, true),
                definition(2, 1, "those", "{\"segment\": \"scored\"}", Instant.EPOCH, 1, false),
                definition(3, 1, "unrelated", FREQUENT, FIRST, 2, false));

        assertThat(told)
                .extracting(MembershipChange::segment, MembershipChange::cause)
                .containsExactlyInAnyOrder(tuple("scored", Cause.MODEL), tuple("those", Cause.MODEL));
    }

    private CustomerState buyer(Definition... definitions) {
        CustomerState state = CustomerState.fresh(customer);
        Fact bought = new Fact.Behaviour(Ids.next(), BOUGHT, "Order Completed", JsonNodeFactory.instance.objectNode());
        List<MembershipChange> entered = Touch.of(
                state,
                Definitions.of(1, List.of(definitions), ZoneOffset.UTC),
                Horizons.unbounded(BOUGHT),
                List.of(new Arrival.OfFact(bought.id(), customer, Origin.first(bought.id()), false, bought)));
        assertThat(entered).isNotEmpty();
        return state;
    }

    private static List<MembershipChange> told(CustomerState state, Definition... definitions) {
        return Touch.of(
                state, Definitions.of(3, List.of(definitions), ZoneOffset.UTC), Horizons.unbounded(TOLD), List.of());
    }

    private static Definition definition(
            int segment,
            int version,
            String key,
            String json,
            @Nullable Instant activeSince,
            long epoch,
            boolean rescored) {
        try {
            Rule rule = RuleParser.parse(JsonSettings.mapper().readTree(json));
            return new Definition(
                    new Definition.Ref(segment, version), key, rule, Reads.of(rule), activeSince, epoch, rescored);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
