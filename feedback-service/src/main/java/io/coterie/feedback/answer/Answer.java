package io.coterie.feedback.answer;

import io.coterie.feedback.identity.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person said, in the suite's terms: scores by metric (`nps` 0 to 10), a comment, who it was, and what of the
/// payload was not usable.
public record Answer(
        Map<String, Integer> scores, @Nullable String comment, List<Identity> identities, List<Rejection> rejections) {
    /// What is kept of a payload that holds no answer.
    public static final Answer NONE = new Answer(Map.of(), null, List.of(), List.of());
}
