package io.coterie.segment.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.coterie.segment.facts.Listing;
import org.jspecify.annotations.Nullable;

/// Whether the customer is on a list. Seen are that and the list's version by which it came to be so, nothing where the
/// customer never was on it.
record ListCheck(String key) implements LeafCheck {
    @Override
    public Reading read(Circumstances circumstances) {
        Listing listing = circumstances.facts().lists().of(key);
        boolean on = listing != null && listing.on();
        return new Reading(Verdict.constant(on), observed(listing), null);
    }

    private static @Nullable JsonNode observed(@Nullable Listing listing) {
        return listing == null
                ? null
                : JsonNodeFactory.instance.objectNode().put("on", listing.on()).put("version", listing.version());
    }
}
