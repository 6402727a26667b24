package io.coterie.customer.erasure;

import io.coterie.customer.identity.Identity;
import io.coterie.kit.erasure.IdentityHashes;
import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// External ids of erased persons, as keyed hashes: what was so before the erasure is not taken again, what came after
/// it makes a new customer.
@Singleton
public class ErasedIdentities {
    private static final String REMEMBER = """
            INSERT INTO erased_identity AS e (hash, erased_at) SELECT h, ? FROM unnest(?) AS h
            ON CONFLICT (hash) DO UPDATE SET erased_at = greatest(e.erased_at, excluded.erased_at)
            """;
    private static final String FIND = "SELECT hash, erased_at FROM erased_identity WHERE hash = ANY (?)";

    private final Database database;
    private final Tombstones tombstones;
    private final IdentityHashes hashes;

    ErasedIdentities(Database database, Tombstones tombstones, HashKeys keys) {
        this.database = database.failingWith("identities of erased persons could not be read or stored");
        this.tombstones = tombstones;
        this.hashes = new IdentityHashes(keys.hashKey(), keys.previousHashKeys().orElse(List.of()));
    }

    /// Those of the identities whose person was erased, and when. Nobody else is until the running transaction ends.
    public Map<Identity, Instant> among(Collection<Identity> identities) {
        tombstones.hold();
        Map<String, Identity> byHash = new HashMap<>();
        for (Identity identity : new HashSet<>(identities)) {
            hashesOf(identity).forEach(hash -> byHash.put(hash, identity));
        }
        Map<Identity, Instant> erased = new HashMap<>();
        database.query(
                FIND,
                row -> erased.merge(
                        byHash.get(row.getString("hash")), Database.instant(row, "erased_at"), ErasedIdentities::later),
                (Object) byHash.keySet().toArray(String[]::new));
        return erased;
    }

    /// Returns the hashes.
    List<String> remember(Collection<Identity> identities, Instant erasedAt) {
        List<String> all = identities.stream()
                .flatMap(identity -> hashesOf(identity).stream())
                .sorted()
                .toList();
        database.update(REMEMBER, erasedAt, all.toArray(String[]::new));
        return all;
    }

    private Set<String> hashesOf(Identity identity) {
        return hashes.of(identity.namespace(), identity.value());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
