package io.coterie.segment.curation;

import io.coterie.kit.fault.Patience;
import io.coterie.kit.loop.WorkLoop;
import io.coterie.kit.pressure.OutboxPressure;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.list.ListMembers;
import io.coterie.segment.touch.Place;
import io.coterie.segment.touch.TouchCustomers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Evaluates whom a change of a list put on it or took off it, slice by slice; each slice commits with its progress. It
/// pauses while too much waits in the outbox: what a file changes comes all at once.
@Singleton
class ListWorker {
    static final String TOPIC = "lists";
    private static final int SLICE = 200;

    private final ListWorks works;
    private final ListMembers members;
    private final TouchCustomers customers;
    private final OutboxPressure pressure;
    private final WorkLoop loop;

    ListWorker(
            ListWorks works,
            ListMembers members,
            TouchCustomers customers,
            OutboxPressure pressure,
            Notifications notifications) {
        this.works = works;
        this.members = members;
        this.customers = customers;
        this.pressure = pressure;
        this.loop = new WorkLoop(TOPIC, notifications.ear(TOPIC), this::workOnOne);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
    }

    private boolean workOnOne() {
        if (!pressure.mayProduceBulk()) {
            return false;
        }
        Optional<ListWork> leased = works.lease();
        leased.ifPresent(this::carryThrough);
        return leased.isPresent();
    }

    private void carryThrough(ListWork leased) {
        boolean[] ended = {false};
        while (!ended[0] && pressure.mayProduceBulk() && !Thread.currentThread().isInterrupted()) {
            Patience.untilUp(() -> ended[0] = QuarkusTransaction.requiringNew().call(() -> endsWithSlice(leased)));
        }
        if (!ended[0]) {
            works.release(leased);
        }
    }

    /// From where it stands now: another replica may have gone on with it.
    private boolean endsWithSlice(ListWork leased) {
        Optional<ListWork> from = works.locked(leased);
        from.ifPresent(this::slice);
        return from.isEmpty();
    }

    private void slice(ListWork from) {
        List<UUID> changed = members.changedBy(
                from.list(), from.version(), from.place().bucket(), from.place().customer(), SLICE);
        customers.withLists(changed);
        if (changed.size() < SLICE) {
            works.end(from);
        } else {
            works.save(new ListWork(from.list(), from.version(), Place.of(changed.getLast())));
        }
    }
}
