package io.coterie.customer.source;

import io.coterie.kit.event.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
public class Sources implements PanacheRepositoryBase<Source, UUID> {
    private final Clock clock;
    private final EntityManager entities;

    Sources(Clock clock, EntityManager entities) {
        this.clock = clock;
        this.entities = entities;
    }

    /// A source and its key, which is seen this once.
    record Opened(Source source, WriteKey writeKey) {}

    /// Empty where the key is taken.
    @Transactional
    Optional<Opened> open(String key, String name) {
        entities.createNativeQuery("SELECT pg_advisory_xact_lock(hashtext('source-keys'))")
                .getSingleResult();
        if (withKey(key).isPresent()) {
            return Optional.empty();
        }
        WriteKey writeKey = WriteKey.fresh();
        Source source =
                new Source(Ids.next(), key, name, writeKey, clock.instant().truncatedTo(ChronoUnit.MICROS));
        persist(source);
        return Optional.of(new Opened(source, writeKey));
    }

    @Transactional
    public Optional<Source> withKey(String key) {
        return find("key", key).firstResultOptional();
    }

    @Transactional
    public Optional<Source> withWriteKey(String writeKey) {
        return find("writeKeyHash", (Object) new WriteKey(writeKey).hash()).firstResultOptional();
    }

    @Transactional
    boolean exists(UUID id) {
        return findByIdOptional(id).isPresent();
    }

    @Transactional
    List<Source> after(@Nullable UUID id, int limit) {
        var found = id == null ? findAll(Sort.by("id")) : find("id > ?1", Sort.by("id"), id);
        return found.range(0, limit - 1).list();
    }
}
