package io.coterie.segment.facts;

/// How a customer stands to a static list: on it, or taken off it.
///
/// @param version of the list, by which it came to be so; the higher one is the truth
public record Listing(boolean on, int version) {}
