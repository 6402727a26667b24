package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one leaf saw: its verdict, the observed value (absent where there was none) and, where a single fact decides,
/// that fact.
record Reading(
        Verdict verdict,
        @Nullable JsonNode observed,
        @Nullable UUID factId) {}
