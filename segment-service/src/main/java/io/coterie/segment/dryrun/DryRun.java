package io.coterie.segment.dryrun;

import com.fasterxml.jackson.annotation.JsonValue;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.touch.Place;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A count of what a version would change if it were activated.
///
/// @param place how far the walk over all customers has come
/// @param failure why it cannot go on; only when it failed
record DryRun(
        UUID id,
        Definition.Ref version,
        State state,
        Place place,
        Outcome outcome,
        @Nullable String failure) {
    enum State {
        RUNNING,
        DONE,
        FAILED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param entering those who are outside and would be members
    /// @param leaving those who are members and would not be
    /// @param staying those who are members and would remain so
    record Outcome(Tally entering, Tally leaving, Tally staying) {
        Outcome and(UUID customer, boolean is, boolean wouldBe) {
            if (is) {
                return wouldBe
                        ? new Outcome(entering, leaving, staying.and(customer))
                        : new Outcome(entering, leaving.and(customer), staying);
            }
            return wouldBe ? new Outcome(entering.and(customer), leaving, staying) : this;
        }
    }

    DryRun reached(Place next, Outcome counted) {
        return new DryRun(id, version, next.finished() ? State.DONE : State.RUNNING, next, counted, null);
    }

    DryRun failed(String why) {
        return new DryRun(id, version, State.FAILED, place, outcome, why);
    }
}
