package io.coterie.segment.watermark;

import io.coterie.kit.heartbeat.Heartbeat;
import io.coterie.kit.intake.ArrivedEvents;
import io.coterie.kit.sql.Notifications;
import io.coterie.segment.evaluation.Source;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out whether everything that a heartbeat tells of has been dealt with here, by whichever replica, and moves the
/// watermark there.
///
/// The count sees what is committed, and an event's id commits with its effect: so whoever reads the new watermark
/// finds the effects of all those events.
@Singleton
class AdvanceWatermark {
    private final WatermarkTable table;
    private final ArrivedEvents arrived;
    private final ConsumedTypes consumed;
    private final Notifications notifications;

    AdvanceWatermark(WatermarkTable table, ArrivedEvents arrived, ConsumedTypes consumed, Notifications notifications) {
        this.table = table;
        this.arrived = arrived;
        this.consumed = consumed;
        this.notifications = notifications;
    }

    /// Returns whether the heartbeat needs no further look. The first one of a source only says where to count from.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean to(Source source, Heartbeat beat) {
        Optional<Base> base = table.base(source);
        if (base.isEmpty()) {
            table.setBase(source, Base.of(beat));
            return true;
        }
        return beat.position() <= base.get().position() || advanced(source, base.get(), beat);
    }

    private boolean advanced(Source source, Base base, Heartbeat beat) {
        List<String> types = consumed.of(source);
        Map<String, Long> counts = arrived.between(types, base.position(), beat.position());
        boolean complete = base.isReachedBy(beat, types, counts);
        if (complete) {
            table.advance(source, base, beat);
            notifications.afterCommit(Watermarks.TOPIC);
        }
        return complete;
    }
}
