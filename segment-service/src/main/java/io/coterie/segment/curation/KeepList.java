package io.coterie.segment.curation;

import io.coterie.kit.web.Caller;
import io.coterie.kit.web.Problems;
import io.coterie.segment.audit.ListAction;
import io.coterie.segment.audit.ListTrail;
import io.coterie.segment.definition.ListReferences;
import io.coterie.segment.list.StaticList;
import io.coterie.segment.list.StaticLists;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;

/// Makes lists, and puts them into the archive and takes them out of it. Who is on them stays as it is.
@Singleton
class KeepList {
    private final StaticLists lists;
    private final ListReferences references;
    private final ListTrail trail;
    private final Caller caller;
    private final Clock clock;

    KeepList(StaticLists lists, ListReferences references, ListTrail trail, Caller caller, Clock clock) {
        this.lists = lists;
        this.references = references;
        this.trail = trail;
        this.caller = caller;
        this.clock = clock;
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 409 where the key is taken
    @Transactional
    StaticList create(String key, String name) {
        int id = lists.insert(key, name, clock.instant())
                .orElseThrow(() -> Problems.conflict("key-taken", "a list " + key + " exists"));
        trail.note(id, caller.subject(), ListAction.CREATED);
        return one(key);
    }

    /// Changes nothing where it is archived already.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such list; 409 while
    ///     segments refer to it
    @Transactional
    StaticList archive(String key) {
        List<String> referrers = references.referrers(key);
        StaticList list = locked(key);
        if (!referrers.isEmpty()) {
            throw Problems.conflict("referred-to", "segments refer to it: " + String.join(", ", referrers));
        }
        if (!list.archived()) {
            lists.archive(list.id(), clock.instant());
            trail.note(list.id(), caller.subject(), ListAction.ARCHIVED);
        }
        return one(key);
    }

    /// Changes nothing where it is not archived.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such list
    @Transactional
    StaticList restore(String key) {
        StaticList list = locked(key);
        if (list.archived()) {
            lists.archive(list.id(), null);
            trail.note(list.id(), caller.subject(), ListAction.RESTORED);
        }
        return one(key);
    }

    private StaticList locked(String key) {
        return lists.locked(key).orElseThrow(() -> Problems.notFound("list", key));
    }

    private StaticList one(String key) {
        return lists.byKey(key).orElseThrow();
    }
}
