package io.coterie.demo.story;

/// Step 7: every mail of the run is accounted for.
record CloseTheBooks(Run run, Ledger ledger) {

    void tell() {
        var mails = run.mails();
        var spring = run.consenting(run.expected().bigSpenders()).size();
        ledger.check(
                "mails of the broadcast", spring, Letter.SPRING.among(mails).size());
        ledger.check("apologies", 2, Letter.SAY_SORRY.among(mails).size());
        ledger.check("thank-yous", 1, Letter.THANK_YOU.among(mails).size());
        ledger.check("mails in all", spring + 3, mails.size());
    }
}
