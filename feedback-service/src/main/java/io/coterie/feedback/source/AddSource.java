package io.coterie.feedback.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.feedback.answer.InvalidMapping;
import io.coterie.feedback.tool.Provider;
import io.coterie.feedback.tool.Secret;
import io.coterie.kit.event.Ids;
import io.coterie.kit.web.Problems;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// Introduces a feedback source, once its secret and its mapping are known to be usable.
@Singleton
class AddSource {
    private static final int LONGEST_NAME = 200;

    private final Sources sources;
    private final Clock clock;

    AddSource(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    FeedbackSource add(
            @Nullable String providerKey, @Nullable String name, @Nullable Secret secret, @Nullable JsonNode mapping) {
        Provider provider = Provider.of(String.valueOf(providerKey))
                .orElseThrow(() -> Problems.invalid("provider", "typeform or standard"));
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw Problems.invalid("name", "1 to " + LONGEST_NAME + " characters");
        }
        Secret given = secret == null ? new Secret("") : secret;
        provider.tool().refuses(given).ifPresent(expected -> {
            throw Problems.invalid("secret", expected);
        });
        checkMapping(provider, mapping);
        FeedbackSource source =
                new FeedbackSource(Ids.next(), provider, name.strip(), given, String.valueOf(mapping), clock.instant());
        sources.add(source);
        return source;
    }

    private static void checkMapping(Provider provider, @Nullable JsonNode mapping) {
        try {
            provider.tool().mappings().read(mapping);
        } catch (InvalidMapping invalid) {
            throw Problems.invalid(invalid.where(), invalid.expected());
        }
    }
}
