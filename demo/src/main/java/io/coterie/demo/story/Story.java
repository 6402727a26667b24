package io.coterie.demo.story;

import io.coterie.demo.people.Profiles;
import io.coterie.demo.story.HearAnUnhappyAnswer.Heard;
import io.coterie.demo.suite.Suite;
import java.util.concurrent.atomic.AtomicReference;

/// The loop from purchases to segments to mails to answers and back, in seven steps.
public final class Story {
    private final Run run;
    private final Ledger ledger;

    private Story(Run run, Ledger ledger) {
        this.run = run;
        this.ledger = ledger;
    }

    /// Prepares a run; prints what was prepared.
    ///
    /// @param seed of the profiles
    public static Story on(Suite suite, Input input, long seed, Ledger ledger) {
        var run = Preparation.run(suite, input, new Profiles(seed), ledger);
        return new Story(run, ledger);
    }

    public void tell() {
        var writeKey = new AtomicReference<>("");
        var heard = new AtomicReference<Heard>();
        ledger.step(
                "Segments and campaigns first, then purchases as history",
                () -> writeKey.set(new ImportAsHistory(run, ledger).tell()));
        ledger.step("Members equal an independent count", () -> new CountIndependently(run, ledger).tell());
        ledger.step("A broadcast to the big spenders", () -> new MailBigSpenders(run, ledger).tell());
        ledger.step("An unhappy answer, and the apology", () -> heard.set(new HearAnUnhappyAnswer(run, ledger).tell()));
        ledger.step(
                "Bought again, happy again, thanked", () -> new WinBack(run, ledger).tell(heard.get(), writeKey.get()));
        ledger.step("Leaving because time passes", () -> new LeaveByTheClock(run, ledger).tell(writeKey.get()));
        ledger.step("Every mail accounted for", () -> new CloseTheBooks(run, ledger).tell());
        ledger.table();
    }
}
