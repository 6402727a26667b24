package io.coterie.campaign.definition;

import java.time.Duration;
import java.util.List;

/// Why somebody gets a message.
sealed interface Occasion {
    /// How long a message is worth sending, unless the campaign says otherwise.
    Duration expires();

    /// `change` is `entered` or `left`.
    record Trigger(String change, String segment) implements Occasion {
        @Override
        public Duration expires() {
            return Duration.ofHours(1);
        }
    }

    /// The members of any of these segments, but of none of those, at the instant of the launch.
    record Audience(List<String> include, List<String> exclude) implements Occasion {
        @Override
        public Duration expires() {
            return Duration.ofDays(3);
        }
    }
}
