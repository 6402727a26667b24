package io.coterie.segment.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.Action;
import io.coterie.segment.audit.AuditTrail;
import io.coterie.segment.definition.SegmentLookup;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What people do to syncs; each in one transaction with its line in the audit trail, which names the host alone.
@Singleton
class ManageSyncs {
    private static final int MOST_OF_A_SEGMENT = 20;

    private final Syncs syncs;
    private final SyncQueue queue;
    private final SegmentLookup segments;
    private final AuditTrail audit;
    private final Addresses addresses;
    private final SyncSettings settings;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    ManageSyncs(
            Syncs syncs,
            SyncQueue queue,
            SegmentLookup segments,
            AuditTrail audit,
            Addresses addresses,
            SyncSettings settings,
            Notifications notifications,
            Caller caller,
            Clock clock) {
        this.syncs = syncs;
        this.queue = queue;
        this.segments = segments;
        this.audit = audit;
        this.addresses = addresses;
        this.settings = settings;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// A sync and the secret that its receiver shares, which is not shown again.
    record Keyed(Sync sync, SigningSecret secret) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a URL that may not be sent to, 404 where there is no
    ///     such segment, 409 where it has as many syncs as it may
    @Transactional
    public Keyed create(String key, @Nullable String url) {
        int segment = segments.byKey(key).id();
        Destination to = Destination.parse(url, settings.allowHttp());
        if (!addresses.mayBe(to.host())) {
            throw Problems.invalid("/url", "a host in the public network");
        }
        if (syncs.of(segment).size() >= MOST_OF_A_SEGMENT) {
            throw Problems.conflict("too-many-syncs", "a segment has at most " + MOST_OF_A_SEGMENT + " syncs");
        }
        UUID id = Ids.next();
        SigningSecret secret = SigningSecret.random();
        syncs.insert(id, segment, to, secret, Ids.next(), clock.instant());
        note(syncs.locked(id).orElseThrow(), Action.SYNC_CREATED, "add");
        return new Keyed(syncs.locked(id).orElseThrow(), secret);
    }

    @Transactional
    public Sync pause(String key, UUID id) {
        return changed(key, id, Action.SYNC_PAUSED, sync -> {
            syncs.pause(id);
            queue.forget(id);
        });
    }

    /// With all members; also after it was disabled.
    @Transactional
    public Sync resume(String key, UUID id) {
        return changed(key, id, Action.SYNC_RESUMED, sync -> syncs.restart(id, Ids.next(), clock.instant()));
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 where it is not active
    @Transactional
    public Sync resync(String key, UUID id) {
        return changed(key, id, Action.SYNC_RESTARTED, sync -> {
            if (sync.state() != Sync.State.ACTIVE) {
                throw Problems.conflict(
                        "not-active", "the sync is paused or disabled; resume it, that sends all members");
            }
            syncs.restart(id, Ids.next(), clock.instant());
        });
    }

    @Transactional
    public Keyed rotate(String key, UUID id) {
        SigningSecret next = SigningSecret.random();
        Sync rotated = changed(
                key,
                id,
                Action.SYNC_SECRET_ROTATED,
                sync -> syncs.rotate(id, next, clock.instant().plus(settings.secretOverlap())));
        return new Keyed(rotated, next);
    }

    @Transactional
    public void delete(String key, UUID id) {
        Sync sync = locked(key, id);
        syncs.delete(id);
        queue.forgetAll(id);
        note(sync, Action.SYNC_DELETED, "remove");
    }

    private Sync changed(String key, UUID id, Action action, Consumer<Sync> change) {
        Sync sync = locked(key, id);
        change.accept(sync);
        note(sync, action, "replace");
        return locked(key, id);
    }

    private Sync locked(String key, UUID id) {
        int segment = segments.byKey(key).id();
        return syncs.locked(id)
                .filter(sync -> sync.segmentId() == segment)
                .orElseThrow(() -> Problems.notFound("sync", id));
    }

    private void note(Sync sync, Action action, String operation) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("op", operation).put("path", "/syncs/" + sync.id());
        if (!operation.equals("remove")) {
            line.putObject("value").put("host", Destination.stored(sync.url()).host());
        }
        audit.changed(
                sync.segmentId(),
                caller.subject(),
                action,
                JsonNodeFactory.instance.arrayNode().add(line));
        notifications.afterCommit(SyncWorker.TOPIC);
    }
}
