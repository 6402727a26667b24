package io.coterie.feedback.parking;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Parked;
import io.coterie.kit.operations.ParkedMessage;
import io.coterie.kit.operations.ParkedState;
import java.time.Instant;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/// A parked message, public for the driver. What has no fingerprint of its own takes the id for one, for the index on
/// it is unique.
public record ParkedDocument(
        @BsonId UUID id,
        UUID fingerprint,
        Instant parkedAt,
        Lane lane,
        @Nullable UUID eventId,
        @Nullable String type,
        @Nullable String source,
        String error,
        byte @Nullable [] body,
        int bytes,
        ParkedState state,
        @Nullable Instant settledAt,
        @Nullable String reason) {
    static ParkedDocument of(Parked parked, Instant now) {
        UUID id = Ids.next();
        UUID fingerprint = parked.fingerprint();
        return new ParkedDocument(
                id,
                fingerprint == null ? id : fingerprint,
                now,
                parked.lane(),
                parked.eventId(),
                parked.type(),
                parked.source(),
                parked.error(),
                parked.body(),
                parked.body().length,
                ParkedState.WAITING,
                null,
                null);
    }

    ParkedMessage message() {
        return new ParkedMessage(id, parkedAt, lane, eventId, type, source, error, bytes, state, settledAt, reason);
    }
}
