package io.coterie.kit.outbox;

import io.coterie.kit.event.Lane;
import io.coterie.kit.event.WrittenEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Events that are committed and not yet published. Leased ones are invisible to other replicas until published,
/// given back, or the lease has expired.
public interface PendingEvents {
    /// How long the events of a relay that died wait for another: a little longer than a living one waits for the
    /// broker's word. Where it is too short after all, an event is published twice, which consumers survive.
    Duration LEASE = Duration.ofSeconds(12);

    List<WrittenEvent> lease(Lane lane, int most);

    void published(Collection<UUID> ids);

    void giveBack(Collection<UUID> ids);

    /// Marks events that no queue wanted. Their leases run on, so that they hold nobody up.
    void unroutable(Collection<UUID> ids);

    /// Blocks until something may be pending, or for the given time.
    void await(Lane lane, Duration atMost) throws InterruptedException;
}
