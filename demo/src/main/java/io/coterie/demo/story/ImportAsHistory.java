package io.coterie.demo.story;

import io.coterie.demo.oracle.CountedMembers;
import io.coterie.demo.people.Profiles;
import io.coterie.demo.purchases.PurchaseFile;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.ImportMapping;
import io.coterie.demo.suite.ImportMapping.Column;
import io.coterie.demo.suite.ImportMapping.Format;
import io.coterie.demo.suite.Imports.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Step 1: segments and triggered campaigns first, then the purchases, as history. Members flip, nobody is mailed.
record ImportAsHistory(Run run, Ledger ledger) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// @return the write key of the run's source
    String tell() {
        var writeKey = run.suite().customers().addSource(run.source(), "Web shop, run " + run.name());
        activateSegments();
        startCampaigns();
        importProfiles();
        importPurchases();
        awaitMembers(run.expected());
        ledger.check("mails sent", 0, run.mails().size());
        return writeKey;
    }

    private void activateSegments() {
        var segments = run.suite().segments();
        for (var segment : SegmentRules.plain()) {
            if (!segments.exists(segment.key())) {
                segments.activate(segment.key(), segment.name(), segment.rule());
            }
        }
        for (var segment : SegmentRules.of(run)) {
            segments.activate(segment.key(), segment.name(), segment.rule());
            ledger.note(segment.key() + ": " + segments.sentence(segment.key()));
        }
    }

    private void startCampaigns() {
        for (var letter : Letter.values()) {
            letter.addTemplate(run);
        }
        var campaigns = run.suite().campaigns();
        campaigns.addTriggered(Letter.SAY_SORRY.key(run), "entered", run.key("save-now"));
        campaigns.addTriggered(Letter.THANK_YOU.key(run), "left", run.key("save-now"));
    }

    private void importProfiles() {
        var file = run.folder().resolve("customers.csv");
        Profiles.write(run.people().values(), file);
        var mapping =
                new ImportMapping("customers", run.source(), true, new Format(",", true), Profiles.columns(run.name()));
        var size = run.people().size();
        checkOutcome("profiles", size, 0, imported("profiles", file, mapping));
    }

    private void importPurchases() {
        var halves = run.input()
                .purchases()
                .moved(run.daysMoved(), id -> run.person(id).externalId())
                .halves();
        var first = halves.older().rows().size();
        var second = halves.newer().rows().size();
        ledger.check("lines in the two files, by awk", run.expected().lines(), first + second);
        checkOutcome("purchases, first file", first, 0, importedPurchases("purchases-1", halves.older()));
        checkOutcome("purchases, second file", second, 0, importedPurchases("purchases-2", halves.newer()));
        ledger.note(
                "equal lines among them, all kept: " + run.input().purchases().repeatedLines());
        checkOutcome("the second file again", 0, second, importedPurchases("purchases-2", halves.newer()));
    }

    private Outcome importedPurchases(String name, PurchaseFile purchases) {
        var file = run.folder().resolve(name + ".csv");
        purchases.write(file);
        return imported(name, file, mapping(purchases));
    }

    private ImportMapping mapping(PurchaseFile purchases) {
        var layout = purchases.layout();
        var columns = new HashMap<String, Object>(Map.of(
                "externalId",
                layout.columns().id(),
                "occurredAt",
                new Column(layout.columns().date(), purchases.lastDay().pattern()),
                "total",
                layout.columns().total(),
                "currency",
                "=" + layout.currency()));
        layout.columns().quantity().ifPresent(quantity -> columns.put("quantity", quantity));
        var format = new Format(layout.delimiter(), layout.header());
        return new ImportMapping("purchases", run.source(), true, format, columns);
    }

    private Outcome imported(String what, Path file, ImportMapping mapping) {
        var start = System.nanoTime();
        var outcome = run.suite().imports().run(file, mapping);
        var millis = (System.nanoTime() - start) / 1_000_000;
        ledger.note("%s: %,d lines read in %,d ms".formatted(what, outcome.read(), millis));
        return outcome;
    }

    private void checkOutcome(String what, int accepted, int duplicates, Outcome outcome) {
        ledger.check(what + ", accepted", accepted, outcome.accepted());
        ledger.check(what + ", duplicates", duplicates, outcome.duplicates());
        ledger.check(what + ", rejected", 0, outcome.rejected());
    }

    private void awaitMembers(CountedMembers expected) {
        var counts = new TreeMap<>(Map.of(
                run.key("big-spenders"), (long) expected.bigSpenders().size(),
                run.key("lapsing"), (long) expected.lapsing().size(),
                run.key("detractors"), 0L,
                run.key("save-now"), (long) expected.saveNow().size()));
        var segments = run.suite().segments();
        var found = Await.settled(
                PATIENCE,
                () -> {
                    var now = new TreeMap<String, Long>();
                    counts.keySet().forEach(key -> now.put(key, segments.memberCount(key)));
                    return now;
                },
                counts::equals);
        counts.forEach(
                (key, count) -> ledger.check("members of " + key, count, Objects.requireNonNull(found.get(key))));
    }
}
