package io.coterie.segment.sync;

import io.coterie.segment.membership.Members;
import java.util.List;
import java.util.UUID;

/// A page of a snapshot. Where it ends is kept while it is out: the receiver may have taken it when it was sent first,
/// so whoever moves up when it is read again, because somebody before was erased or is told to have left, belongs to
/// the next.
///
/// @param until the last id that it covers, by the database's order
record Page(List<Members.Member> members, UUID until) {
    /// Higher than any customer's.
    static final UUID NONE_AFTER = new UUID(-1, -1);

    /// @param read what comes next, as far as a page goes
    /// @param full whether there may be more
    /// @param erased who is not to be sent, though still read
    /// @param before where it ended when it was sent before, or NONE_AFTER
    static Page of(List<Members.Member> read, boolean full, List<UUID> erased, UUID before) {
        List<Members.Member> known = read.stream()
                .filter(member -> !erased.contains(member.customerId()))
                .toList();
        UUID end = full ? (known.isEmpty() ? read : known).getLast().customerId() : NONE_AFTER;
        UUID until = isAfter(end, before) ? before : end;
        return new Page(
                known.stream()
                        .filter(member -> !isAfter(member.customerId(), until))
                        .toList(),
                until);
    }

    private static boolean isAfter(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high > 0
                || (high == 0
                        && Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits()) > 0);
    }
}
