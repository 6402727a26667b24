package io.coterie.segment.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rule on its way over all customers.
///
/// @param asOf the instant for which everybody is counted
/// @param estimate absent while its sample is being looked at
record Preview(
        UUID id, JsonNode json, Instant asOf, @Nullable Estimate estimate, Counted counted) {
    Rule rule() {
        return RuleParser.parse(json);
    }
}
