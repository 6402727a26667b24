package io.coterie.segment.membership;

import java.util.List;

/// Who writes changes of memberships down beside the history, in the transaction of the changes.
public interface ChangeRecipient {
    /// Changes of one customer come in the order of their state versions, while the customer's row is locked.
    void append(List<MembershipChange> changes);
}
