package io.coterie.segment.evaluation;

import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.facts.Series;
import org.jspecify.annotations.Nullable;

/// The answers with a score of a metric, of one survey and about one theme where these are asked for.
record Answers(
        String metric, @Nullable String survey, @Nullable String theme) implements CustomerFacts.Selection {
    @Override
    public Series from(CustomerFacts facts) {
        return facts.answers().filter(fact -> fact instanceof Fact.Answer answer && concerns(answer));
    }

    private boolean concerns(Fact.Answer answer) {
        return answer.values().path(metric).isNumber()
                && (survey == null || survey.equals(answer.survey()))
                && (theme == null || answer.themes().contains(theme));
    }
}
