package io.coterie.segment.dryrun;

import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Definition;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/// Begins to count what a version would change; the worker does the rest.
@Singleton
class StartDryRun {
    private final DryRuns runs;
    private final DefinitionsInForce definitions;
    private final Notifications notifications;
    private final Clock clock;

    StartDryRun(DryRuns runs, DefinitionsInForce definitions, Notifications notifications, Clock clock) {
        this.runs = runs;
        this.definitions = definitions;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// The one that is running, or a new one.
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 404 where there is no such version, 409
    ///     where it may not be evaluated
    @Transactional
    public DryRun start(Definition.Ref version) {
        definitions.asIfActive(version);
        runs.begin(Ids.next(), version, clock.instant());
        notifications.afterCommit(DryRunWorker.TOPIC);
        return runs.latest(version).orElseThrow();
    }
}
