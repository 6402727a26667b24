package io.coterie.segment.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import io.coterie.kit.event.JsonSettings;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final List<TemplatesResource.Template> TEMPLATES = TemplatesResource.read(JsonSettings.mapper());

    @Test
    void whoeverHasAnOrderIsInExactlyOneOfThem() {
        for (int recency = 1; recency <= 5; recency++) {
            for (int frequency = 1; frequency <= 5; frequency++) {
                for (Integer monetary : new @Nullable Integer[] {1, 2, 3, 4, 5, null}) {
                    assertThat(holding(recency, frequency, monetary))
                            .as("recency %d, frequency %d, money %s", recency, frequency, monetary)
                            .hasSize(1);
                }
            }
        }
        assertThat(holding(null, null, null)).isEmpty();
    }

    @Test
    void championsHaveAllThreeScoresAtLeastFour() {
        assertThat(holding(4, 4, 4)).containsExactly("champions");
        assertThat(holding(3, 5, 5)).doesNotContain("champions");
        assertThat(holding(5, 3, 5)).doesNotContain("champions");
        assertThat(holding(5, 5, 3)).doesNotContain("champions");
    }

    @Test
    void everyKeyFitsASegment() {
        assertThat(TEMPLATES)
                .hasSize(11)
                .allSatisfy(template -> assertThat(template.key()).matches("[a-z][a-z0-9-]{0,62}"));
        assertThat(TEMPLATES).extracting(TemplatesResource.Template::key).doesNotHaveDuplicates();
    }

    private static List<String> holding(
            @Nullable Integer recency, @Nullable Integer frequency, @Nullable Integer monetary) {
        List<String> holding = new ArrayList<>();
        for (TemplatesResource.Template template : TEMPLATES) {
            if (holds(RuleParser.parse(template.rule()), recency, frequency, monetary)) {
                holding.add(template.key());
            }
        }
        return holding;
    }

    private static boolean holds(
            Rule rule, @Nullable Integer recency, @Nullable Integer frequency, @Nullable Integer monetary) {
        return switch (rule) {
            case Rule.All(var _, var parts) ->
                parts.stream().allMatch(part -> holds(part, recency, frequency, monetary));
            case Rule.Any(var _, var parts) ->
                parts.stream().anyMatch(part -> holds(part, recency, frequency, monetary));
            case Rule.Not(var _, var part) -> !holds(part, recency, frequency, monetary);
            case Rule.Score(var _, var dimension, var comparison, var _) -> {
                Integer score = switch (dimension) {
                    case RECENCY -> recency;
                    case FREQUENCY -> frequency;
                    case MONETARY -> monetary;
                };
                yield comparison.holds(score == null ? null : IntNode.valueOf(score));
            }
            default -> throw new IllegalArgumentException("not by scores: " + rule);
        };
    }
}
