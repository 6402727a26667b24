package io.coterie.customer.imports;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Imports to read.
@ApplicationScoped
class Imports implements PanacheRepositoryBase<ImportJob, UUID> {
    @Transactional
    Optional<ImportView> withId(UUID id) {
        return findByIdOptional(id).map(ImportJob::view);
    }

    @Transactional
    List<ImportView> newestFirst(@Nullable UUID before, int limit) {
        var found = before == null
                ? findAll(Sort.by("id").descending())
                : find("id < ?1", Sort.by("id").descending(), before);
        return found.range(0, limit - 1).stream().map(ImportJob::view).toList();
    }
}
