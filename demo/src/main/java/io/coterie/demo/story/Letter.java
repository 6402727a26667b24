package io.coterie.demo.story;

import io.coterie.demo.people.Person;
import io.coterie.demo.suite.Inbox;
import io.coterie.demo.suite.Suite;
import java.util.List;

/// The demo's three mails, told apart by how their subjects begin.
enum Letter {
    SPRING("spring", "Spring is here, ", """
            <p>Hello {{ customer.firstName | default: 'there' }},</p>
            <p>you are one of our best customers. The new season is here: come and see it first.</p>"""),
    SAY_SORRY("say-sorry", "Sorry, ", """
            <p>Dear {{ customer.firstName | default: 'customer' }},</p>
            <p>that was not good enough. Tell us what went wrong: just answer this mail.</p>"""),
    THANK_YOU("thank-you", "Thank you, ", """
            <p>Dear {{ customer.firstName | default: 'customer' }},</p>
            <p>we are glad that you are happy with us again.</p>""");

    /// Template and campaign go by the same key.
    private final String key;

    private final String opening;
    private final String html;

    Letter(String key, String opening, String html) {
        this.key = key;
        this.opening = opening;
        this.html = html;
    }

    String key(Run run) {
        return run.key(key);
    }

    void addTemplate(Run run) {
        run.suite().campaigns().addTemplate(key(run), opening + "{{ customer.firstName | default: 'there' }}", html);
    }

    boolean is(Inbox.Mail mail) {
        return mail.subject().startsWith(opening);
    }

    List<Inbox.Mail> among(List<Inbox.Mail> mails) {
        return mails.stream().filter(this::is).toList();
    }

    /// The mails of this kind to one person.
    List<Inbox.Mail> to(Person person, Suite suite) {
        return among(suite.inbox().to(person.email()));
    }

    /// Whether the mail greets the person by name.
    boolean greets(Person person, Inbox.Mail mail) {
        return mail.subject().equals(opening + person.firstName())
                && mail.html().contains(person.firstName() + ",");
    }
}
