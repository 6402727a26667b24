package io.coterie.customer.collect;

import io.coterie.customer.recording.Fact;
import io.coterie.customer.recording.RecordFacts;
import io.coterie.customer.recording.RecordFacts.Teller;
import io.coterie.customer.recording.Recorded;
import io.coterie.customer.source.Rejection;
import io.coterie.customer.source.Rejections;
import io.coterie.customer.source.Source;
import io.coterie.customer.store.Transactions;
import io.coterie.kit.event.Ids;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Records a call's facts and rejections in one transaction; when this returns they are durable.
@Singleton
class CollectFacts {
    private final RecordFacts recordFacts;
    private final Rejections rejections;

    CollectFacts(RecordFacts recordFacts, Rejections rejections) {
        this.recordFacts = recordFacts;
        this.rejections = rejections;
    }

    void collect(Source source, Batch batch, Instant receivedAt) {
        var teller = new Teller(source.id(), source.key(), false, receivedAt);
        Transactions.retrying(() -> {
            Recorded recorded = recordFacts.record(teller, batch.facts());
            List<Rejection> all = new ArrayList<>(batch.rejections());
            for (Fact fact : batch.facts()) {
                if (recorded.withoutEmail().contains(fact.id())) {
                    all.add(emailTaken(source, fact, receivedAt));
                } else if (recorded.erased().contains(fact.id())) {
                    all.add(erased(source, fact, receivedAt));
                }
            }
            rejections.add(source.id(), all);
            return recorded;
        });
    }

    /// Without the message's id, which could name the person.
    private static Rejection erased(Source source, Fact fact, Instant receivedAt) {
        return new Rejection(
                Ids.derived("erased", source.id(), fact.id()),
                receivedAt,
                null,
                "item: expected nothing from before the person was erased; fact " + fact.id() + " was not taken");
    }

    private static Rejection emailTaken(Source source, Fact fact, Instant receivedAt) {
        return Rejection.of(
                source.id(),
                receivedAt,
                null,
                "traits.email: expected an address that no other customer has; the rest of fact " + fact.id()
                        + " was taken");
    }
}
