package io.coterie.campaign.template;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Parsed templates for those who send; each version is parsed once per replica.
@Singleton
public class Templates {
    private record Parsed(int version, MessageTemplate template) {}

    private final TemplateRepository repository;
    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    Templates(TemplateRepository repository) {
        this.repository = repository;
    }

    @Transactional
    public boolean exists(String key) {
        return repository.byKey(key).isPresent();
    }

    /// The template as it was read to stand at, or newer.
    /// @param version as the caller's transaction saw it
    @Transactional
    public Optional<MessageTemplate> at(String key, int version) {
        Parsed known = parsed.get(key);
        return known != null && known.version >= version
                ? Optional.of(known.template)
                : repository.byKey(key).map(this::parsed);
    }

    private MessageTemplate parsed(Template template) {
        Parsed fresh = new Parsed(template.version, parse(template));
        return parsed.merge(template.key, fresh, (one, other) -> one.version > other.version ? one : other).template;
    }

    private static MessageTemplate parse(Template template) {
        try {
            return template.content().parsed();
        } catch (TemplateRefused changedLibrary) {
            throw new IllegalStateException(
                    "template " + template.key + " was saved and no longer parses", changedLibrary);
        }
    }
}
