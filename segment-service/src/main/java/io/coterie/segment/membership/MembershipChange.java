package io.coterie.segment.membership;

import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Explanation;
import io.coterie.segment.evaluation.Withdrawal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A customer entered or left a segment: what happened, when by the rule, when it was written down, and why.
///
/// @param recordedAt from when on readers see it; for what a cut-over changed the cut-over, though it is written later
/// @param stateVersion the version of the customer's row; per customer and segment the highest one is the truth
/// @param leaves the leaves of the rule that flipped, with what they saw
public record MembershipChange(
        UUID id,
        UUID customerId,
        Definition.Ref definition,
        String segment,
        boolean entered,
        Cause cause,
        Origin origin,
        long stateVersion,
        Instant effectiveAt,
        Instant recordedAt,
        List<Explanation.Node> leaves) {

    /// The same change has the same id, however often it is computed.
    static UUID idOf(UUID customerId, String segment, long stateVersion) {
        return Ids.derived("membership-change", customerId, segment, stateVersion);
    }

    /// A segment was archived: its members left then, and no leaf of a rule flipped for it.
    static MembershipChange withdrawn(UUID customerId, Withdrawal gone, long stateVersion) {
        UUID id = idOf(customerId, gone.key(), stateVersion);
        return new MembershipChange(
                id,
                customerId,
                gone.ref(),
                gone.key(),
                false,
                Cause.DEFINITION,
                Origin.first(id),
                stateVersion,
                gone.at(),
                gone.at(),
                List.of());
    }

    public String change() {
        return entered ? "entered" : "left";
    }
}
