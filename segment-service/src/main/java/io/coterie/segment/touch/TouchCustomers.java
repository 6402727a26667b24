package io.coterie.segment.touch;

import io.coterie.segment.definition.DefinitionsInForce;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.membership.ChangeTable;
import io.coterie.segment.membership.CustomerState;
import io.coterie.segment.membership.MembershipChange;
import io.coterie.segment.membership.StateTable;
import io.coterie.segment.membership.StateWriter;
import io.coterie.segment.membership.Touch;
import io.coterie.segment.watermark.Watermarks;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/// Turns of many customers in one transaction: states, memberships, history and events commit together.
@Singleton
public class TouchCustomers {
    private final DefinitionsInForce definitions;
    private final StateTable states;
    private final StateWriter writer;
    private final ChangeTable changes;
    private final Watermarks watermarks;
    private final Clock clock;

    TouchCustomers(
            DefinitionsInForce definitions,
            StateTable states,
            StateWriter writer,
            ChangeTable changes,
            Watermarks watermarks,
            Clock clock) {
        this.definitions = definitions;
        this.states = states;
        this.writer = writer;
        this.changes = changes;
        this.watermarks = watermarks;
        this.clock = clock;
    }

    /// Applies news, per customer in the order of arrival; returns the changes that this brought about.
    @Transactional(Transactional.TxType.MANDATORY)
    public List<MembershipChange> withNews(Map<UUID, List<Arrival>> news) {
        Definitions inForce = definitions.inThisTransaction();
        List<CustomerState> locked = states.lockOrCreate(news.keySet());
        Horizons horizons = watermarks.at(clock.instant());
        List<CustomerState> due = locked.stream()
                .filter(state ->
                        Touch.isDue(state, inForce, horizons, news.getOrDefault(state.customerId(), List.of())))
                .toList();
        return touch(inForce, due, horizons, news);
    }

    /// Settles those of these customers who are due and whom nobody else is working on; returns how many of their rows
    /// were due.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public int whenDue(Collection<UUID> customers) {
        Definitions inForce = definitions.inThisTransaction();
        List<CustomerState> locked = states.lockFree(customers);
        Horizons horizons = watermarks.at(clock.instant());
        List<CustomerState> due =
                locked.stream().filter(state -> state.rowsDue(horizons) > 0).toList();
        touch(inForce, due, horizons, Map.of());
        return due.stream().mapToInt(state -> state.rowsDue(horizons)).sum();
    }

    /// Brings the next customers after a place up to the present definitions; returns the place reached, with
    /// `finished` when nobody is left behind. A row for which nothing differs is left as it is: its next turn finds
    /// the same again.
    @Transactional(Transactional.TxType.MANDATORY)
    public Place thoseBehind(Place after, long epoch, int most) {
        Definitions inForce = definitions.inThisTransaction();
        List<CustomerState> behind = states.lockBehind(after.bucket(), after.customer(), epoch, most);
        touch(inForce, behind, watermarks.at(clock.instant()), Map.of(), CustomerState::standsDifferently);
        return after.behind(behind, most);
    }

    private List<MembershipChange> touch(
            Definitions inForce, List<CustomerState> locked, Horizons horizons, Map<UUID, List<Arrival>> news) {
        return touch(inForce, locked, horizons, news, state -> true);
    }

    /// @param written whether a state is, of which nothing is told
    private List<MembershipChange> touch(
            Definitions inForce,
            List<CustomerState> locked,
            Horizons horizons,
            Map<UUID, List<Arrival>> news,
            Predicate<CustomerState> written) {
        List<MembershipChange> all = new ArrayList<>();
        List<CustomerState> changed = new ArrayList<>(locked.size());
        for (CustomerState state : locked) {
            List<MembershipChange> told =
                    Touch.of(state, inForce, horizons, news.getOrDefault(state.customerId(), List.of()));
            all.addAll(told);
            if (!told.isEmpty() || written.test(state)) {
                changed.add(state);
            }
        }
        writer.write(changed);
        changes.append(all);
        return all;
    }
}
