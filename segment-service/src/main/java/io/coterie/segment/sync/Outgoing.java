package io.coterie.segment.sync;

import java.util.List;
import java.util.UUID;

/// A message that is out: it is sent until the receiver takes it, and only then comes the next.
///
/// @param stage of which it is
/// @param customers of a page of a snapshot, in their order
record Outgoing(Sync sync, long sequence, Sync.Stage stage, Message message, List<UUID> customers) {}
