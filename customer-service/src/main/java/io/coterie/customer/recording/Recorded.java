package io.coterie.customer.recording;

import java.util.Set;
import java.util.UUID;

/// What became of a batch of facts.
///
/// @param accepted facts that are new
/// @param erased facts from before their person was erased, which were not taken
/// @param withoutEmail facts that are new, but whose address belongs to another customer and was not taken
public record Recorded(Set<UUID> accepted, Set<UUID> erased, Set<UUID> withoutEmail) {}
