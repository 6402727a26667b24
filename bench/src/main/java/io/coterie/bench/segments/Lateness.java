package io.coterie.bench.segments;

import io.coterie.bench.report.Measure;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Service;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/// How late customers leave a segment when nothing happens but time, while facts keep coming: many spread over a
/// minute,
/// and as many at one instant.
final class Lateness {
    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration SPREAD = Duration.ofMinutes(1);
    private static final int LIVE_MESSAGES = 20;
    /// facts a second that a slow machine takes in, so that all are there before the first is due
    private static final int SLOWEST_INTAKE = 500;

    private final Service segments;
    private final Pipeline pipeline;
    private final Facts live;
    private final int leaving;
    private final PrintStream out;

    /// @param leaving how many customers
    Lateness(Service segments, Pipeline pipeline, int customers, int leaving, PrintStream out) {
        this.segments = segments;
        this.pipeline = pipeline;
        this.live = new Facts(customers);
        this.leaving = leaving;
        this.out = out;
    }

    List<Measure> measures() throws Exception {
        List<Measure> measures = new ArrayList<>();
        Measure undisturbed = liveFacts("live facts while nothing is due");
        measures.add(undisturbed);
        Instant first = due();
        long spread = SPREAD.toMillis();
        measures.addAll(leave("spread over a minute", i -> first.plusMillis(i * spread / leaving)));
        Instant together = due();
        List<Measure> atOnce = leave("at one instant", i -> together);
        measures.addAll(atOnce);
        measures.add(
                Measure.ratio("live facts while 1 instant is drained / undisturbed", atOnce.getLast(), undisturbed));
        return measures;
    }

    private Instant due() {
        return Instant.now().plusSeconds(20 + leaving / SLOWEST_INTAKE);
    }

    private List<Measure> leave(String how, IntFunction<Instant> when) throws Exception {
        String event = "Leaves " + Long.toString(System.nanoTime(), 36);
        String key = activate(event);
        pipeline.send(live.each(leaving, event, i -> when.apply(i).minus(WINDOW)));
        long before = System.currentTimeMillis();
        while (Instant.now().isBefore(when.apply(0))) {
            Thread.sleep(
                    Math.max(1, Duration.between(Instant.now(), when.apply(0)).toMillis()));
        }
        out.printf(
                Locale.ROOT, "  %,d leave %s; %,d ms until then%n", leaving, how, System.currentTimeMillis() - before);
        Measure facts = liveFacts("live facts while they leave " + how);
        String left = """
                FROM membership_change c JOIN segment s ON s.id = c.segment_id
                WHERE s.key = '%s' AND c.change = 'left'""".formatted(key);
        Await.until(Pipeline.PATIENCE, () -> pipeline.number("SELECT count(*) " + left) >= leaving, done -> done);
        return List.of(lateness(how, 50, left), lateness(how, 99, left), drained(how, left), facts);
    }

    private Measure lateness(String how, int percentile, String left) {
        long millis = pipeline.number("""
                SELECT 1000 * percentile_cont(%d / 100.0) WITHIN GROUP (ORDER BY extract(epoch FROM recorded_at - effective_at))
                """.formatted(percentile) + left);
        return new Measure("lateness p%d, %s".formatted(percentile, how), millis, "ms");
    }

    private Measure drained(String how, String left) {
        long millis = pipeline.number("SELECT 1000 * extract(epoch FROM max(recorded_at) - min(effective_at)) " + left);
        return new Measure("drained, " + how, leaving * 1_000.0 / millis, "customers/s");
    }

    private Measure liveFacts(String name) throws Exception {
        List<byte[]> messages = live.messages(LIVE_MESSAGES);
        return Measure.perSecond(name, (long) LIVE_MESSAGES * Facts.A_MESSAGE, pipeline.send(messages));
    }

    private String activate(String event) {
        String key = event.toLowerCase(Locale.ROOT).replace(' ', '-');
        String rule = """
                {"event": "%s", "aggregate": "count", "gte": 1, "within": "%s"}""".formatted(event, WINDOW);
        segments.post("/segments", Map.of("key", key, "rule", Rules.json(rule)));
        segments.post("/segments/" + key + "/versions/1/activate");
        Await.until(
                Pipeline.PATIENCE,
                () -> segments.get("/segments/" + key).path("state").asText(),
                "active"::equals);
        return key;
    }
}
