package io.coterie.segment.membership;

import io.coterie.segment.evaluation.Circumstances;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Standing;
import io.coterie.segment.evaluation.Verdict;
import io.coterie.segment.facts.CustomerFacts;
import io.coterie.segment.facts.Micros;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/// A customer's things at an instant, as each definition sees them: all facts known by then, and time as far as the
/// sources that the definition reads allow. No definition ever looks back behind what it has looked at before.
public record Outlook(
        CustomerFacts facts,
        Map<Definition.Ref, Standing> standings,
        Definitions definitions,
        Horizons horizons,
        Instant instant) {

    /// The customer as stored, at the present of the horizons.
    public static Outlook now(CustomerState state, Definitions definitions, Horizons horizons) {
        return new Outlook(state.facts(), state.standings(), definitions, horizons, horizons.now());
    }

    public Circumstances of(Definition definition) {
        Instant horizon = horizons.of(definitions.closureOf(definition).sources());
        return circumstances(definition, horizon.isBefore(instant) ? horizon : instant);
    }

    /// As if the facts that the definition reads were complete.
    private Circumstances atOnce(Definition definition) {
        return circumstances(definition, instant);
    }

    private Circumstances circumstances(Definition definition, Instant horizon) {
        Standing standing = standings.getOrDefault(definition.ref(), Standing.OUTSIDE);
        return circumstances(later(standing.seen(), instant), later(standing.settled(), horizon));
    }

    private Circumstances circumstances(Instant now, Instant settled) {
        ZoneId known = facts.profile().zone();
        ZoneId zone = known == null ? definitions.zone() : known;
        return new Circumstances(facts, key -> nested(key, now, settled), zone, Micros.of(now), Micros.of(settled));
    }

    /// How the customer would stand if the definition were evaluated now.
    public Standing standingBy(Definition definition) {
        return evaluated(definition, standings.getOrDefault(definition.ref(), Standing.OUTSIDE));
    }

    /// A verdict that time would change between the horizon and now is undecided: facts that change it again may be on
    /// their way, and the fact at hand may be too old to matter. Then all stays as it was.
    Standing evaluated(Definition definition, Standing was) {
        Circumstances held = of(definition);
        Verdict verdict = definitions.evaluate(definition, held);
        if (verdict.next() <= Micros.of(instant) && verdict.holds() != was.member()) {
            Circumstances atOnce = atOnce(definition);
            Verdict soon = definitions.evaluate(definition, atOnce);
            if (soon.holds() == was.member()) {
                return standing(soon, was, atOnce);
            }
        }
        return standing(verdict, was, held);
    }

    private Standing standing(Verdict verdict, Standing was, Circumstances circumstances) {
        Instant since = was.member() == verdict.holds() ? was.since() : instant;
        return new Standing(
                verdict.holds(),
                since,
                verdict.nextChange(),
                Micros.instant(circumstances.now()),
                Micros.instant(circumstances.settled()));
    }

    /// As stored where time has acted equally far on both segments; else as it was, or will be, by then.
    private Standing nested(String key, Instant now, Instant settled) {
        return definitions
                .active(key)
                .map(active -> {
                    Standing standing = standings.getOrDefault(active.ref(), Standing.OUTSIDE);
                    return standing.isValidAt(settled) ? standing : then(active, now, settled);
                })
                .orElse(Standing.OUTSIDE);
    }

    private Standing then(Definition definition, Instant now, Instant settled) {
        Verdict verdict = definitions.evaluate(definition, circumstances(now, settled));
        return new Standing(verdict.holds(), settled, verdict.nextChange(), now, settled);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
