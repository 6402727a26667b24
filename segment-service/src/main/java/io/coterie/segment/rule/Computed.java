package io.coterie.segment.rule;

import io.coterie.segment.rfm.Dimension;
import io.coterie.segment.rfm.RfmModel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Traits that no profile has: they are computed. Their names are reserved, no more than these: a customer's own trait
/// `churn` or `lifecycle.since` stays what it is.
final class Computed {
    private static final Set<String> TO_COME = Set.of("churn.probability", "clv.next365Days", "lifecycle.stage");
    private static final String CLUSTERS = "cluster.";
    private static final Set<String> OPERATORS =
            Set.of("is", "isNot", "in", "notIn", "gt", "gte", "lt", "lte", "between", "exists");
    private static final BigDecimal WORST = BigDecimal.valueOf(RfmModel.WORST);
    private static final BigDecimal BEST = BigDecimal.valueOf(RfmModel.BEST);

    private Computed() {}

    static boolean isReserved(String path) {
        return path.startsWith(Dimension.PREFIX) || path.startsWith(CLUSTERS) || TO_COME.contains(path);
    }

    static Rule leaf(String path, Fields fields) {
        if (!path.startsWith(Dimension.PREFIX)) {
            throw fields.refused("trait", "a trait that is there: " + path + " is reserved, and not computed yet");
        }
        Dimension dimension = Dimension.ofTrait(path)
                .orElseThrow(() -> fields.refused(
                        "trait",
                        "one of "
                                + Arrays.stream(Dimension.values())
                                        .map(Dimension::trait)
                                        .collect(Collectors.joining(", "))));
        fields.only(OPERATORS, "trait");
        return new Rule.Score(fields.pointer(), dimension, score(fields), null);
    }

    private static Comparison score(Fields fields) {
        if (fields.oneOf(OPERATORS).equals("exists")) {
            return ComparisonParser.any(fields);
        }
        Comparison comparison = ComparisonParser.between(fields, WORST, BEST);
        String operator = fields.oneOf(OPERATORS);
        boolean whole = comparison.numbers().stream()
                .allMatch(number -> number.stripTrailingZeros().scale() <= 0);
        if (!whole) {
            throw fields.refused(operator, "a whole number, for scores are");
        }
        if (comparison instanceof Comparison.GreaterThan(var bound) && bound.compareTo(BEST) == 0) {
            throw fields.refused(operator, "less than " + BEST + ", for no score is more");
        }
        if (comparison instanceof Comparison.LessThan(var bound) && bound.compareTo(WORST) == 0) {
            throw fields.refused(operator, "more than " + WORST + ", for no score is less");
        }
        return comparison;
    }
}
