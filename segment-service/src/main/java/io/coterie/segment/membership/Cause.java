package io.coterie.segment.membership;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.facts.Fact;
import java.util.Locale;

/// Why a membership changed. Live causes trigger campaigns, quiet ones do not.
public enum Cause {
    BEHAVIOUR(true),
    PROFILE(true),
    FEEDBACK(true),
    LIST(true),
    CLOCK(true),
    /// A new version of a model that the segment, or one that it refers to, reads scores of.
    MODEL(true),
    BACKFILL(false),
    DEFINITION(false),
    /// Told again as it stands.
    REPLAY(false);

    private final boolean live;

    Cause(boolean live) {
        this.live = live;
    }

    public boolean isLive() {
        return live;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// History changes segments quietly, whatever it consists of.
    static Cause of(Arrival arrival) {
        if (arrival.historical()) {
            return BACKFILL;
        }
        return switch (arrival) {
            case Arrival.OfProfile profile -> PROFILE;
            case Arrival.OfList list -> LIST;
            case Arrival.OfFact fact ->
                switch (fact.fact()) {
                    case Fact.Behaviour behaviour -> BEHAVIOUR;
                    case Fact.Answer answer -> FEEDBACK;
                };
        };
    }
}
