package io.coterie.segment.dryrun;

import io.coterie.kit.event.Bucket;
import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.Outlook;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.touch.Place;
import io.coterie.segment.watermark.Watermarks;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The next slice of a dry run: customers as they are stored, without a lock, held against the version as if it were
/// the active one. What is written is the count alone.
@Singleton
class CountDifferences {
    private static final int SLICE = 200;

    private final DryRuns runs;
    private final DefinitionsInForce definitions;
    private final StateTable states;
    private final Watermarks watermarks;
    private final Clock clock;

    CountDifferences(
            DryRuns runs, DefinitionsInForce definitions, StateTable states, Watermarks watermarks, Clock clock) {
        this.runs = runs;
        this.definitions = definitions;
        this.states = states;
        this.watermarks = watermarks;
        this.clock = clock;
    }

    /// Whether more is to be done.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean goOn(UUID id) {
        Optional<DryRun> run = runs.locked(id).filter(found -> found.state() == DryRun.State.RUNNING);
        if (run.isEmpty()) {
            return false;
        }
        DryRun reached = slice(run.get());
        runs.save(reached, clock.instant());
        return reached.state() == DryRun.State.RUNNING;
    }

    private DryRun slice(DryRun run) {
        Place from = run.place();
        try {
            Definitions inForce = definitions.inThisTransaction();
            Definitions tried = definitions.asIfActive(run.version());
            List<CustomerState> page = states.page(from.bucket(), from.customer(), Bucket.COUNT, SLICE);
            return run.reached(from.behind(page, SLICE), counted(run, inForce, tried, page));
        } catch (HttpProblem refused) {
            return run.failed(String.valueOf(refused.getDetail()));
        }
    }

    private DryRun.Outcome counted(DryRun run, Definitions inForce, Definitions tried, List<CustomerState> page) {
        Definition candidate = tried.inOrder().stream()
                .filter(definition -> definition.ref().equals(run.version()))
                .findFirst()
                .orElseThrow();
        Optional<Definition> active = inForce.active(candidate.key());
        Horizons horizons = watermarks.at(clock.instant());
        DryRun.Outcome outcome = run.outcome();
        for (CustomerState state : page) {
            boolean is = active.map(Definition::ref)
                    .map(ref -> state.standings()
                            .getOrDefault(ref, Standing.OUTSIDE)
                            .member())
                    .orElse(false);
            outcome = outcome.and(state.customerId(), is, wouldBe(candidate, state, tried, horizons));
        }
        return outcome;
    }

    /// A version that is being evaluated or is active goes on from where it stands.
    private static boolean wouldBe(Definition candidate, CustomerState state, Definitions tried, Horizons horizons) {
        return Outlook.now(state, tried, horizons).standingBy(candidate).member();
    }
}
