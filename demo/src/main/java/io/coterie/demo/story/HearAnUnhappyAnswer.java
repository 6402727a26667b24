package io.coterie.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.demo.people.Person;
import io.coterie.demo.purchases.PurchaseGenerator;
import io.coterie.demo.suite.Await;
import io.coterie.demo.suite.Typeform;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Step 4: a signed webhook makes a big spender a detractor, and the apology goes out.
record HearAnUnhappyAnswer(Run run, Ledger ledger) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER = 3;

    /// What the next step goes on with.
    ///
    /// @param explanation as it was stored when the guest entered
    record Heard(Guest guest, String change, JsonNode explanation) {}

    Heard tell() {
        var suite = run.suite();
        var typeform = suite.feedback()
                .addTypeform(run.key("After purchase"), UUID.randomUUID().toString());
        var candidates = candidates();
        ledger.note("warm-up with another customer: " + apologyAfter(typeform, candidates.getFirst(), 2) + " ms");
        var guest = Guest.of(candidates.get(1), suite);
        var millis = apologyAfter(typeform, guest.person(), ANSWER);
        ledger.note("webhook accepted to SMTP accepted: " + millis + " ms");
        return heard(guest);
    }

    private Heard heard(Guest guest) {
        var suite = run.suite();
        var detractors = run.key("detractors");
        var saveNow = run.key("save-now");
        var memberships = suite.segments().membershipsOf(guest.id());
        ledger.check("entered detractors", true, memberships.contains(detractors));
        ledger.check("entered save-now", true, memberships.contains(saveNow));
        var entry = guest.changes(suite, saveNow, "entered").getLast();
        ledger.check(
                "cause of entering save-now", "feedback", entry.path("cause").asText());
        var change = entry.path("id").asText();
        var explanation = suite.segments().storedExplanation(guest.id(), saveNow, change);
        var answer = suite.feedback().lastAnswer(guest.id());
        ledger.check("answer kept", ANSWER, answer.nps());
        ledger.check(
                "explanation names the answer", true, explanation.toString().contains(answer.id()));
        var of =
                guest.changes(suite, detractors, "entered").getLast().path("id").asText();
        var why = suite.segments().storedExplanation(guest.id(), detractors, of);
        ledger.check("explanation of detractors shows the score", true, shows(why, ANSWER));
        var apologies = Letter.SAY_SORRY.to(guest.person(), suite);
        ledger.check("apologies to the customer", 1, apologies.size());
        ledger.check(
                "greeted by name",
                true,
                apologies.stream().allMatch(mail -> Letter.SAY_SORRY.greets(guest.person(), mail)));
        return new Heard(guest, change, explanation);
    }

    /// @return milliseconds from the webhook's acceptance to the mail's
    private long apologyAfter(Typeform typeform, Person person, int nps) {
        var suite = run.suite();
        typeform.answer(
                person.externalId(),
                nps,
                "It came late, and broken.",
                suite.clock().now());
        Instant accepted = suite.clock().now();
        var mails = Await.soon(PATIENCE, () -> Letter.SAY_SORRY.to(person, suite), found -> !found.isEmpty());
        if (mails.isEmpty()) {
            throw new IllegalStateException("no apology within " + PATIENCE.toSeconds() + " s");
        }
        return Duration.between(accepted, mails.getLast().receivedAt()).toMillis();
    }

    /// Consenting big spenders who aren't lapsing, the unhappy first.
    private List<Person> candidates() {
        var expected = run.expected();
        var candidates = expected.bigSpenders().stream()
                .filter(id -> !expected.lapsing().contains(id))
                .filter(id -> run.person(id).consents())
                .sorted(Comparator.comparing(id -> !isUnhappy(id)))
                .limit(2)
                .map(run::person)
                .toList();
        if (candidates.size() < 2) {
            throw new IllegalStateException("the story needs two consenting big spenders who aren't lapsing");
        }
        return candidates;
    }

    private boolean isUnhappy(String id) {
        return run.input().generated() && PurchaseGenerator.isUnhappy(id);
    }

    private static boolean shows(JsonNode tree, int number) {
        if (tree.isNumber()) {
            return tree.decimalValue().compareTo(BigDecimal.valueOf(number)) == 0;
        }
        for (var child : tree) {
            if (shows(child, number)) {
                return true;
            }
        }
        return false;
    }
}
