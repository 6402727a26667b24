package io.coterie.segment.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.facts.Profile;
import io.coterie.segment.rfm.Mode;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The orders of the package rfm for R, `rfm_data_orders.csv`, which is no part of this project. Where it lies says the
/// environment variable `COTERIE_RFM_DATA`, a folder.
class ReferenceDataTest {
    private static final @Nullable String FOLDER = System.getenv("COTERIE_RFM_DATA");
    private static final Instant ANALYSIS = Instant.parse("2006-12-31T00:00:00Z");
    private static final String CHAMPIONS = """
            {"all": [{"trait": "rfm.recency", "gte": 4}, {"trait": "rfm.frequency", "gte": 4},
                     {"trait": "rfm.monetary", "gte": 4}]}""";

    @ParameterizedTest
    @CsvSource({"QUINTILE, 159, 1240, 120684", "R_PACKAGE, 158, 1234, 120178"})
    void championsAreAsManyAsWereFoundElsewhere(Mode mode, int champions, int orders, BigDecimal revenue)
            throws Exception {
        assumeTrue(FOLDER != null, "not run: COTERIE_RFM_DATA does not say where rfm_data_orders.csv lies");
        Collection<CustomerFacts> customers = customers();
        RfmSettings settings = new RfmSettings("Order Completed", "total", null, null, mode);
        Population population = new Population(settings, 10_000);
        customers.forEach(facts ->
                population.add(CustomerOrders.of(facts, settings, ANALYSIS).orElseThrow()));
        Definition definition = champions(population.model(1));
        Definitions definitions = Definitions.of(1, List.of(definition), ZoneOffset.UTC);

        List<CustomerOrders> found = customers.stream()
                .filter(facts ->
                        definitions.evaluate(definition, circumstances(facts)).holds())
                .map(facts -> CustomerOrders.of(facts, settings, ANALYSIS).orElseThrow())
                .toList();

        assertThat(population.customers()).isEqualTo(995);
        assertThat(found).hasSize(champions);
        assertThat(found.stream().mapToInt(CustomerOrders::orders).sum()).isEqualTo(orders);
        assertThat(found.stream().map(one -> one.spent().get("")).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(revenue);
        assertThat(population.counted(population.model(1)).stream()
                        .filter(count -> count.recency() >= 4 && count.frequency() >= 4)
                        .filter(count -> count.monetary() != null && count.monetary() >= 4)
                        .mapToLong(ScoreCount::customers)
                        .sum())
                .isEqualTo(champions);
    }

    private static Definition champions(RfmModel model) throws IOException {
        Rule rule = RuleParser.parse(JsonSettings.mapper().readTree(CHAMPIONS)).scoredBy(model);
        return new Definition(new Definition.Ref(1, 1), "champions", rule, Reads.of(rule), Instant.EPOCH, 1);
    }

    private static Circumstances circumstances(CustomerFacts facts) {
        long now = Micros.of(ANALYSIS);
        return new Circumstances(facts, key -> Standing.OUTSIDE, ZoneOffset.UTC, now, now);
    }

    private static Collection<CustomerFacts> customers() throws IOException {
        Map<String, List<Fact>> byCustomer = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(FOLDER, "rfm_data_orders.csv"))) {
            String[] fields = line.split(",", -1);
            if (!fields[0].equals("customer_id")) {
                byCustomer.computeIfAbsent(fields[0], name -> new ArrayList<>()).add(order(fields[1], fields[2]));
            }
        }
        return byCustomer.values().stream()
                .map(facts -> new CustomerFacts(Profile.UNKNOWN, facts))
                .toList();
    }

    private static Fact order(String day, String revenue) {
        return new Fact.Behaviour(
                Ids.next(),
                LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant(),
                "Order Completed",
                JsonSettings.mapper().createObjectNode().put("total", new BigDecimal(revenue)));
    }
}
