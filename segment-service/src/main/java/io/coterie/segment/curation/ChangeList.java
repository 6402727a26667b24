package io.coterie.segment.curation;

import io.coterie.kit.erasure.Tombstones;
import io.coterie.kit.sql.Notifications;
import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.ListTrail;
import io.coterie.segment.list.ListMembers;
import io.coterie.segment.list.Listings;
import io.coterie.segment.list.StaticList;
import io.coterie.segment.list.StaticLists;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Puts customers on a list and takes them off it. What changes anybody's place is a version; the worker evaluates
/// those whom it concerns.
@Singleton
class ChangeList {
    private final StaticLists lists;
    private final ListMembers members;
    private final Listings listings;
    private final ListWorks works;
    private final ListTrail trail;
    private final Tombstones tombstones;
    private final Notifications notifications;
    private final Caller caller;
    private final Clock clock;

    ChangeList(
            StaticLists lists,
            ListMembers members,
            Listings listings,
            ListWorks works,
            ListTrail trail,
            Tombstones tombstones,
            Notifications notifications,
            Caller caller,
            Clock clock) {
        this.lists = lists;
        this.members = members;
        this.listings = listings;
        this.works = works;
        this.trail = trail;
        this.tombstones = tombstones;
        this.notifications = notifications;
        this.caller = caller;
        this.clock = clock;
    }

    /// @param version the list's present one, a new one if anybody was put on it or taken off it
    /// @param erased how many were left out because they are erased
    record Changed(int version, int added, int removed, int erased) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such list; 409 where it is
    ///     archived
    @Transactional
    Changed change(String key, Mode mode, Collection<UUID> named) {
        StaticList list = lists.locked(key).orElseThrow(() -> Problems.notFound("list", key));
        if (list.archived()) {
            throw Problems.conflict("archived", "list " + key + " is archived; restore it first");
        }
        Set<UUID> erased = tombstones.among(named);
        List<UUID> living =
                named.stream().filter(id -> !erased.contains(id)).distinct().toList();
        int version = list.version() + 1;
        int added = mode == Mode.REMOVE ? 0 : members.add(list.id(), version, living);
        int removed = switch (mode) {
            case ADD -> 0;
            case REMOVE -> members.remove(list.id(), version, living);
            case REPLACE -> members.removeAllBut(list.id(), version, living);
        };
        if (added + removed == 0) {
            return new Changed(list.version(), 0, 0, erased.size());
        }
        lists.change(list.id(), version, added - removed, clock.instant());
        trail.changed(list.id(), caller.subject(), mode.action(), version, added, removed);
        works.insert(list.id(), version);
        notifications.afterCommit(ListWorker.TOPIC);
        listings.awaitNewcomers();
        return new Changed(version, added, removed, erased.size());
    }
}
