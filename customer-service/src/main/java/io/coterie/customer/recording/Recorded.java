package io.coterie.customer.recording;

import java.util.Set;
import java.util.UUID;

/// What became of a batch of facts.
///
/// @param accepted facts that are new
/// @param withoutEmail facts that are new, but whose address belongs to another customer and was not taken
public record Recorded(Set<UUID> accepted, Set<UUID> withoutEmail) {}
