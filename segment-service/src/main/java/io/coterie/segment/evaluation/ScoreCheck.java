package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.facts.Micros;
import io.coterie.segment.rfm.Dimension;
import io.coterie.segment.rfm.RfmModel;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rule.Comparison;
import io.coterie.segment.rule.Comparison.ClassIn;
import io.coterie.segment.rule.Rule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A score is a question about an aggregate of orders: the time since the last one, how many, or how much, against the
/// thresholds of the model. So time changes it as exactly as it does that aggregate.
final class ScoreCheck implements LeafCheck {
    static final String VALUE = "value";

    private final Rule.Score leaf;
    private final RfmModel model;
    private final LeafCheck orders;
    /// whether it holds for those who have no score, too: then it is the opposite that is looked for
    private final boolean negated;

    private ScoreCheck(Rule.Score leaf, RfmModel model, LeafCheck orders) {
        this.leaf = leaf;
        this.model = model;
        this.orders = orders;
        this.negated = leaf.comparison().holds(null);
    }

    /// @param ready makes the question about orders ready
    static LeafCheck of(Rule.Score leaf, Function<Rule.Leaf, LeafCheck> ready) {
        RfmModel model = leaf.model();
        if (model == null) {
            Reading unscored = new Reading(Verdict.constant(leaf.comparison().holds(null)), null, null);
            return circumstances -> unscored;
        }
        return new ScoreCheck(leaf, model, ready.apply(behaviour(leaf, model)));
    }

    /// The question about orders; for a leaf that holds without a score, the opposite one.
    static Rule.Behaviour behaviour(Rule.Score leaf, RfmModel model) {
        Comparison asked = leaf.comparison();
        boolean wanted = !asked.holds(null);
        Dimension dimension = leaf.dimension();
        return orders(
                model.settings(),
                dimension,
                new ClassIn(
                        model.classes(dimension),
                        model.classesWith(dimension, score -> asked.holds(IntNode.valueOf(score)) == wanted)));
    }

    private static Rule.Behaviour orders(RfmSettings settings, Dimension dimension, Comparison comparison) {
        return new Rule.Behaviour(
                "",
                new Rule.Pattern(settings.event(), dimension == Dimension.MONETARY ? currency(settings) : List.of()),
                settings.lookBack() == null ? new Rule.Window.Life() : new Rule.Window.Within(settings.lookBack()),
                switch (dimension) {
                    case RECENCY -> new Rule.Aggregate.SinceLast();
                    case FREQUENCY -> new Rule.Aggregate.Count();
                    case MONETARY -> new Rule.Aggregate.Sum(settings.property());
                },
                comparison);
    }

    private static List<Rule.PropertyTest> currency(RfmSettings settings) {
        String currency = settings.currency();
        if (currency == null) {
            return List.of();
        }
        Comparison same = currency.isEmpty()
                ? new Comparison.Exists(false)
                : new Comparison.Is(JsonNodeFactory.instance.textNode(currency));
        return List.of(new Rule.PropertyTest(Amounts.CURRENCY, same));
    }

    @Override
    public Verdict of(Circumstances circumstances) {
        Verdict verdict = orders.of(circumstances);
        return negated ? verdict.negated() : verdict;
    }

    /// What is seen is the score, the value that it is for, the model's version and its thresholds.
    @Override
    public Reading read(Circumstances circumstances) {
        Reading reading = orders.read(circumstances);
        Verdict verdict = negated ? reading.verdict().negated() : reading.verdict();
        return new Reading(verdict, scored(reading.observed()), reading.factId());
    }

    private JsonNode scored(@Nullable JsonNode value) {
        ObjectNode seen = JsonNodeFactory.instance.objectNode();
        if (value != null) {
            model.score(leaf.dimension(), number(value)).ifPresent(score -> seen.put("score", score));
            seen.set(VALUE, value);
        }
        ArrayNode thresholds = seen.put("model", model.number()).putArray("thresholds");
        model.thresholds().of(leaf.dimension()).forEach(threshold -> thresholds.add(written(threshold)));
        return seen;
    }

    private JsonNode written(BigDecimal threshold) {
        return leaf.dimension() == Dimension.RECENCY
                ? JsonNodeFactory.instance.textNode(
                        Duration.ofNanos(threshold.movePointRight(9).longValue())
                                .toString())
                : DecimalNode.valueOf(Amounts.plain(threshold));
    }

    private static BigDecimal number(JsonNode value) {
        return value.isTextual()
                ? BigDecimal.valueOf(Micros.of(Duration.parse(value.textValue())), Amounts.PLACES)
                : value.decimalValue();
    }
}
