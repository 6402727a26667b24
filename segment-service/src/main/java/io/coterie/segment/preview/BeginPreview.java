package io.coterie.segment.preview;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.kit.event.Bucket;
import io.coterie.kit.event.Ids;
import io.coterie.kit.sql.Database;
import io.coterie.kit.web.Problems;
import io.coterie.segment.definition.ProposedRules;
import io.coterie.segment.rule.Rule;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Looks at the first few buckets at once; the count of all goes on from there.
///
/// They are the same every time, so that two previews differ by their rules and not by chance. Only whole buckets will
/// do: within one, customers come in the order of their ids, that is of their age.
@Singleton
class BeginPreview {
    /// So many customers are looked at, and the rest of the last bucket.
    private static final long ENOUGH = 2_000;

    private static final int AT_ONCE = 500;
    private static final int SHOWN = 10;
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String POPULATION = "SELECT count(*) FROM customer_state";

    private final ProposedRules rules;
    private final Previews previews;
    private final TryRule tryRule;
    private final Database database;
    private final Clock clock;

    BeginPreview(ProposedRules rules, Previews previews, TryRule tryRule, Database database, Clock clock) {
        this.rules = rules;
        this.previews = previews;
        this.tryRule = tryRule;
        this.database = database.failingWith("customers could not be counted");
        this.clock = clock;
    }

    /// @param examples some of the sample who would be in the segment, chosen by chance
    record Begun(Preview preview, List<UUID> examples) {}

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a rule that cannot be, 429 while too many are
    /// counted
    Begun begin(JsonNode json) {
        Rule rule = rules.read(json);
        Preview preview =
                new Preview(Ids.next(), json, clock.instant().truncatedTo(ChronoUnit.MICROS), null, Counted.NOTHING);
        if (!previews.begin(preview.id(), json, preview.asOf())) {
            throw Problems.tooMany(Previews.MOST_AT_ONCE + " previews are being counted", SOON);
        }
        try {
            return estimated(preview, rule);
        } catch (RuntimeException failed) {
            previews.delete(preview.id());
            throw failed;
        }
    }

    private Begun estimated(Preview preview, Rule rule) {
        long population = database.first(POPULATION, row -> row.getLong(1)).orElseThrow();
        CountingWalk walk = new CountingWalk(Counted.NOTHING, bucketsFor(population));
        List<UUID> matching = new ArrayList<>();
        while (!walk.isFinished()) {
            List<TryRule.Tried> page = tryRule.next(walk, rule, preview.asOf(), AT_ONCE);
            page.stream().filter(TryRule.Tried::holds).forEach(tried -> matching.add(tried.customer()));
            walk.count(page, AT_ONCE);
        }
        previews.estimated(preview.id(), population, walk.whole());
        Counted sample = walk.whole();
        Estimate estimate = Estimate.of(sample.members(), sample.customers(), population);
        return new Begun(
                new Preview(preview.id(), preview.json(), preview.asOf(), estimate, sample), examples(matching));
    }

    static int bucketsFor(long population) {
        return population <= ENOUGH ? Bucket.COUNT : (int) Math.ceilDiv(ENOUGH * Bucket.COUNT, population);
    }

    /// The second half of an id is random, the first tells the customer's age.
    private static List<UUID> examples(List<UUID> matching) {
        return matching.stream()
                .sorted(Comparator.comparingLong(UUID::getLeastSignificantBits))
                .limit(SHOWN)
                .toList();
    }
}
