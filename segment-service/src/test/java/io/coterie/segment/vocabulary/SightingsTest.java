package io.coterie.segment.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Profile;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private final Sightings sightings = new Sightings();

    @Test
    void namesAreCountedByCustomerAndTheMostFrequentComeFirst() {
        customer(
                "{\"plan\": \"pro\", \"age\": 40}", bought("{\"total\": 5}"), bought("{\"total\": 6, \"gift\": true}"));
        customer("{\"plan\": \"free\"}", bought("{}"));

        assertThat(sightings.traits()).extracting(Vocabulary.Named::name).containsExactly("plan", "age");
        assertThat(sightings.events()).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("Order Completed");
            assertThat(event.customers()).isEqualTo(2);
            assertThat(event.properties()).extracting(Vocabulary.Named::name).containsExactly("gift", "total");
        });
    }

    @Test
    void aValueIsShownOnceThreeCustomersHaveIt() {
        for (int i = 0; i < 3; i++) {
            customer("{\"plan\": \"pro\", \"email\": \"someone%d@example.org\", \"city\": \"%s\"}"
                    .formatted(i, i == 0 ? "Graz" : "Linz"));
        }

        assertThat(sightings.traits())
                .allSatisfy(trait -> assertThat(trait.values())
                        .isEqualTo(trait.name().equals("plan") ? List.of(TextNode.valueOf("pro")) : List.of()));
    }

    @Test
    void aCustomerWhoHasAValueOftenCountsOnce() {
        customer(
                "{}",
                bought("{\"category\": \"hats\"}"),
                bought("{\"category\": \"hats\"}"),
                bought("{\"category\": \"hats\"}"));

        assertThat(sightings.events().getFirst().properties().getFirst().values())
                .isEmpty();
    }

    @Test
    void nestedTraitsArePathsAndTypesAreTold() {
        customer("{\"company\": {\"size\": 50, \"name\": \"A\"}, \"tags\": [\"a\"], \"vip\": true, \"none\": null}");

        assertThat(sightings.traits())
                .extracting(trait -> trait.name() + " " + trait.types())
                .containsExactlyInAnyOrder(
                        "company.size [number]", "company.name [string]", "tags [list]", "vip [boolean]");
    }

    @Test
    void metricsHaveTheirSurveysAndThemes() {
        customer(
                "{}",
                new Fact.Answer(Ids.next(), 1, Instant.EPOCH, "After purchase", json("{\"nps\": 9}"), Set.of("price")));

        assertThat(sightings.metrics())
                .containsExactly(new Vocabulary.Metric("nps", 1, List.of("After purchase"), List.of("price")));
    }

    private void customer(String traits, Fact... facts) {
        sightings.add(new Profile(1, null, null, json(traits)), List.of(facts));
    }

    private static Fact bought(String properties) {
        return new Fact.Behaviour(Ids.next(), Instant.EPOCH, "Order Completed", json(properties));
    }

    private static JsonNode json(String text) {
        try {
            return JsonSettings.mapper().readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
