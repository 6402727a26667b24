package io.coterie.campaign.template;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
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

    /// The template as it was read to stand at, or newer, within the running transaction.
    ///
    /// No transaction boundary of its own: a fault that crossed one would doom the caller's transaction silently.
    /// @param version as the caller's transaction saw it
    public MessageTemplate at(String key, int version) throws RenderingFailed {
        Parsed known = parsed.get(key);
        if (known != null && known.version >= version) {
            return known.template;
        }
        Template template = repository.byKey(key).orElseThrow(() -> new RenderingFailed("no template " + key, false));
        Parsed fresh = new Parsed(template.version, parse(template));
        return parsed.merge(key, fresh, (one, other) -> one.version > other.version ? one : other).template;
    }

    private static MessageTemplate parse(Template template) throws RenderingFailed {
        try {
            return template.content().parsed();
        } catch (TemplateRefused changedLibrary) {
            throw new RenderingFailed("template " + template.key + " was saved and no longer parses", false);
        }
    }
}
