package io.coterie.customer.identity;

import io.coterie.kit.event.Ids;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds the customer of each fact of a batch, one after the other, and notes the identities and customers that
/// come to be.
///
/// A user id decides. Where it is new, it joins the customer that the anonymous id or the address leads to, unless
/// that one has a user id already. Without a user id the anonymous id decides, and the address only where it is all
/// there is: a visitor does not become somebody by typing their address. Identities never move.
public final class Resolution {
    private final Map<Identity, UUID> owners;
    private final Set<UUID> withUserId;
    private final SortedMap<Identity, UUID> added = new TreeMap<>();
    private final Set<UUID> created = new LinkedHashSet<>();

    public Resolution(Map<Identity, UUID> owners, Set<UUID> withUserId) {
        this.owners = new HashMap<>(owners);
        this.withUserId = new HashSet<>(withUserId);
    }

    public UUID customerOf(Who who) {
        UUID known = find(who);
        UUID customer = known != null ? known : create();
        for (Identity identity : who.identities()) {
            attach(identity, customer);
        }
        return customer;
    }

    /// Whether this address is the customer's own, and not another's.
    public boolean holds(UUID customer, String email) {
        return customer.equals(owners.get(Identity.email(email)));
    }

    public SortedMap<Identity, UUID> added() {
        return added;
    }

    public Set<UUID> created() {
        return created;
    }

    private @Nullable UUID find(Who who) {
        UUID byAnonymousId = who.anonymousId() == null ? null : owners.get(Identity.anonymousId(who.anonymousId()));
        UUID byEmail = who.email() == null ? null : owners.get(Identity.email(who.email()));
        if (who.userId() == null) {
            return who.anonymousId() == null ? byEmail : byAnonymousId;
        }
        UUID byUserId = owners.get(Identity.userId(who.userId()));
        if (byUserId != null) {
            return byUserId;
        }
        return mayJoin(byAnonymousId) ? byAnonymousId : mayJoin(byEmail) ? byEmail : null;
    }

    private boolean mayJoin(@Nullable UUID customer) {
        return customer != null && !withUserId.contains(customer);
    }

    private UUID create() {
        UUID customer = Ids.next();
        created.add(customer);
        return customer;
    }

    private void attach(Identity identity, UUID customer) {
        if (owners.putIfAbsent(identity, customer) == null) {
            added.put(identity, customer);
        }
        if (identity.namespace().equals(Identity.USER_ID)) {
            withUserId.add(customer);
        }
    }
}
