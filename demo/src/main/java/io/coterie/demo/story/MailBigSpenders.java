package io.coterie.demo.story;

import io.coterie.demo.people.Person;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Campaigns.Report;
import io.coterie.demo.suite.Inbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Step 3: a broadcast reaches each consenting big spender once, by name, and nobody else.
record MailBigSpenders(Run run, Ledger ledger) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    void tell() {
        var members = run.expected().bigSpenders();
        var consenting = run.consenting(members);
        var report = broadcast(members.size());
        ledger.check("recipients", members.size(), report.recipients());
        ledger.check("sent", consenting.size(), report.sent());
        ledger.check("suppressed, for want of consent", members.size() - consenting.size(), report.suppressed());
        ledger.check("uncertain", 0, report.uncertain());
        checkInbox(consenting);
    }

    private Report broadcast(int recipients) {
        var campaigns = run.suite().campaigns();
        var key = Letter.SPRING.key(run);
        campaigns.broadcast(key, run.key("big-spenders"));
        return Await.settled(PATIENCE, () -> campaigns.report(key), report -> report.decided() == recipients);
    }

    private void checkInbox(List<Person> consenting) {
        var mails = run.mails();
        var addresses = consenting.stream().map(Person::email).collect(Collectors.toCollection(TreeSet::new));
        var mailed = mails.stream().flatMap(mail -> mail.to().stream()).collect(Collectors.toCollection(TreeSet::new));
        ledger.checkSame("people mailed", addresses, mailed);
        ledger.check("mails in the inbox", consenting.size(), mails.size());
        ledger.checkSame("greeted by name", addresses, greeted(consenting, mails));
        var unsubscribable =
                mails.stream().filter(mail -> !mail.listUnsubscribe().isEmpty()).count();
        ledger.check("with a way to unsubscribe", consenting.size(), unsubscribable);
    }

    private static Set<String> greeted(List<Person> people, List<Inbox.Mail> mails) {
        Map<String, Person> byAddress = people.stream().collect(Collectors.toMap(Person::email, Function.identity()));
        return mails.stream()
                .filter(mail -> mail.to().stream()
                        .map(byAddress::get)
                        .allMatch(person -> person != null && Letter.SPRING.greets(person, mail)))
                .flatMap(mail -> mail.to().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
