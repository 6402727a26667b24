package io.coterie.bench.segments;

import io.coterie.bench.baseline.BareConsumer;
import io.coterie.bench.report.Measure;
import io.coterie.demo.suite.Suite;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Facts per second from the broker to committed memberships with everything told, with more and more segments.
final class FactRate {
    private static final int WARM_UP = 40;
    /// the number of segments for which a bare client does the same
    private static final int COMPARED = 50;

    private final Suite suite;
    private final Pipeline pipeline;
    private final Facts facts;
    private final int messages;
    private final PrintStream out;

    FactRate(Suite suite, Pipeline pipeline, int customers, int messages, PrintStream out) {
        this.suite = suite;
        this.pipeline = pipeline;
        this.facts = new Facts(customers);
        this.messages = messages;
        this.out = out;
    }

    /// @param segments how many there are at each turn, rising
    List<Measure> measures(int... segments) throws Exception {
        List<Measure> measures = new ArrayList<>();
        FiftySegments there = new FiftySegments(suite, "bench-" + Long.toString(System.currentTimeMillis(), 36));
        int active = 0;
        for (int wanted : segments) {
            there.stage(active, wanted);
            there.activate(active, wanted);
            there.awaitTold(active, wanted);
            active = wanted;
            pipeline.send(facts.messages(WARM_UP));
            Written before = written();
            Measure rate = rate("facts to committed membership, " + wanted + " segments");
            measures.add(rate);
            if (wanted == COMPARED) {
                Measure bare = bare(written().since(before));
                measures.add(bare);
                measures.add(Measure.ratio("facts to committed membership / bare client", rate, bare));
            }
        }
        return measures;
    }

    private Measure rate(String name) throws Exception {
        List<byte[]> bodies = facts.messages(messages);
        Measure rate = Measure.perSecond(name, (long) messages * Facts.A_MESSAGE, pipeline.send(bodies));
        out.printf(Locale.ROOT, "  %s: %,.0f/s%n", rate.name(), rate.value());
        return rate;
    }

    /// How much was ever written into the tables that time and membership fill.
    private record Written(long due, long changes) {
        Written since(Written before) {
            return new Written(due - before.due, changes - before.changes);
        }
    }

    private Written written() {
        return new Written(
                pipeline.number("SELECT n_tup_ins + n_tup_upd FROM pg_stat_user_tables WHERE relname = 'customer_due'"),
                pipeline.number("SELECT count(*) FROM membership_change"));
    }

    private Measure bare(Written written) throws Exception {
        int standings = (int) pipeline.number("SELECT avg(octet_length(standings))::bigint FROM customer_state");
        int chunk = (int) pipeline.number("SELECT avg(octet_length(facts))::bigint FROM customer_chunk");
        int due = (int) (written.due() / messages);
        int changes = (int) (written.changes() / messages);
        out.printf(
                Locale.ROOT,
                "  a message: %,d due instants, %,d changes; a row: %,d bytes of standings, a chunk %,d%n",
                due,
                changes,
                standings,
                chunk);
        Measure bare = new BareConsumer(pipeline.broker(), pipeline.postgres())
                .run(facts.messages(messages), Facts.A_MESSAGE, facts.customers(), standings, chunk, due, changes);
        out.printf(Locale.ROOT, "  %s: %,.0f/s%n", bare.name(), bare.value());
        return bare;
    }
}
