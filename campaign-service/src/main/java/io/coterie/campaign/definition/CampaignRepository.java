package io.coterie.campaign.definition;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
class CampaignRepository implements PanacheRepositoryBase<Campaign, UUID> {
    Optional<Campaign> byKey(String key) {
        return find("key", key).firstResultOptional();
    }

    /// For changing it: whoever else wants to waits for this transaction.
    Optional<Campaign> locked(String key) {
        return find("key", key).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    List<Campaign> pageAfter(@Nullable String key, int most) {
        return find("key > ?1 order by key", key == null ? "" : key)
                .page(0, most)
                .list();
    }
}
