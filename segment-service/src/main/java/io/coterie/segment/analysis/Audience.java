package io.coterie.segment.analysis;

import java.time.Instant;

/// The members of a segment as of an instant whose history is complete.
record Audience(int segmentId, Instant asOf) {}
