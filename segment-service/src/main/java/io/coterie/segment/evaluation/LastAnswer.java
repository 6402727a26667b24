package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Fact;
import io.coterie.segment.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The latest answer with a score of the metric. A newer answer replaces it, its window's end takes it away.
final class LastAnswer {
    private final Rule.Feedback leaf;
    private final List<Fact.Answer> answers;
    /// The latest answer given by the instant reached, -1 before the first.
    private int latest = -1;

    LastAnswer(Rule.Feedback leaf, List<Fact.Answer> answers) {
        this.leaf = leaf;
        this.answers = answers.stream().filter(answer -> concerns(answer, leaf)).toList();
    }

    private static boolean concerns(Fact.Answer answer, Rule.Feedback leaf) {
        return answer.scores().path(leaf.metric()).isNumber()
                && (leaf.survey() == null || leaf.survey().equals(answer.survey()));
    }

    Reading at(Instant now, Instant settled) {
        Fact.@Nullable Answer answer = advance(now, settled);
        boolean holds = holds(answer);
        return new Reading(holds, nextChange(holds, settled), score(answer), answer == null ? null : answer.id());
    }

    private Instant nextChange(boolean holds, Instant from) {
        Instant instant = nextMovement(from);
        while (!instant.equals(Verdict.NEVER)) {
            if (holds(advance(instant, instant)) != holds) {
                return instant;
            }
            instant = nextMovement(instant);
        }
        return Verdict.NEVER;
    }

    /// The answer that counts: the latest given by one instant, unless its window has ended by the other.
    private Fact.@Nullable Answer advance(Instant given, Instant ended) {
        while (latest + 1 < answers.size() && !answers.get(latest + 1).at().isAfter(given)) {
            latest++;
        }
        return latest >= 0 && ends(answers.get(latest)).isAfter(ended) ? answers.get(latest) : null;
    }

    private Instant nextMovement(Instant after) {
        Instant given = latest + 1 < answers.size() ? answers.get(latest + 1).at() : Verdict.NEVER;
        Instant ends = latest >= 0 ? ends(answers.get(latest)) : Verdict.NEVER;
        return ends.isAfter(after) && ends.isBefore(given) ? ends : given;
    }

    private Instant ends(Fact.Answer answer) {
        @Nullable Duration within = leaf.within();
        return within == null ? Verdict.NEVER : answer.at().plus(within);
    }

    private boolean holds(Fact.@Nullable Answer answer) {
        return leaf.comparison().holds(score(answer));
    }

    private @Nullable JsonNode score(Fact.@Nullable Answer answer) {
        return answer == null ? null : answer.scores().get(leaf.metric());
    }
}
