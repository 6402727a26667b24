package io.coterie.customer.recording;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.consent.ConsentChoice;
import io.coterie.customer.identity.Who;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that a source tells of a customer. Its id is the same however often it is told.
public sealed interface Fact {
    UUID id();

    Who who();

    /// When it was so.
    Instant occurredAt();

    /// Who somebody is: a merge patch of traits, an address, consents.
    ///
    /// @param forgetsEmail the address was removed
    record Identified(
            UUID id, Who who, Instant occurredAt, ObjectNode traits, boolean forgetsEmail, List<ConsentChoice> consents)
            implements Fact {}

    /// What somebody did.
    record Behaved(
            UUID id,
            Who who,
            String event,
            Instant occurredAt,
            ObjectNode properties,
            @Nullable ObjectNode context) implements Fact {}
}
