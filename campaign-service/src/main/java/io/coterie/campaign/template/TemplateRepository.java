package io.coterie.campaign.template;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
class TemplateRepository implements PanacheRepositoryBase<Template, UUID> {
    Optional<Template> byKey(String key) {
        return find("key", key).firstResultOptional();
    }

    List<Template> pageAfter(@Nullable String key, int most) {
        return find("key > ?1 order by key", key == null ? "" : key)
                .page(0, most)
                .list();
    }
}
