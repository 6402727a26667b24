package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.Mails.Mail;
import io.coterie.systemtest.suite.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who entered a segment for good is a recipient of its campaign once; sent + uncertain + suppressed = recipients; and
/// the mail server has what was sent, once, perhaps what is uncertain, and nothing else.
final class Messages {
    private static final String DELIVERIES = """
            SELECT d.customer_id::text, d.state, d.reason, d.message_id
            FROM delivery d JOIN campaign k ON k.id = d.campaign_id WHERE k.key = ?
            """;

    private record Delivery(String customer, String state, String reason, String messageId) {}

    private Messages() {}

    static List<Finding> find(Books books) {
        var findings = new ArrayList<Finding>();
        var mails = books.suite().mails().all().stream().collect(Collectors.groupingBy(Mail::subject));
        for (var name : Shop.FOR_GOOD) {
            var key = books.shop().named(name);
            var deliveries = deliveries(books, key);
            findings.addAll(recipients(books, name, deliveries));
            findings.addAll(mails(key, deliveries, mails.getOrDefault(key, List.of())));
        }
        return findings;
    }

    private static List<Delivery> deliveries(Books books, String campaign) {
        return books.suite()
                .rows(ServiceName.CAMPAIGN)
                .query(
                        DELIVERIES,
                        row -> new Delivery(
                                row.getString(1),
                                row.getString(2),
                                String.valueOf(row.getString(3)),
                                String.valueOf(row.getString(4))),
                        campaign);
    }

    private static List<Finding> recipients(Books books, String name, List<Delivery> deliveries) {
        var key = books.shop().named(name);
        var members = books.oracle().members(name);
        var refused = members.stream()
                .filter(member -> !books.shop().mayBeMailed(member))
                .collect(Collectors.toCollection(TreeSet::new));
        var report = books.suite().api(ServiceName.CAMPAIGN).get("/campaigns/" + key + "/report");
        var suppressed = 0L;
        for (var reason : report.path("suppressed")) {
            suppressed += reason.asLong();
        }
        var decided = report.path("sent").asLong() + report.path("uncertain").asLong() + suppressed;
        return List.of(
                Finding.of("recipients of " + key, new TreeSet<>(members), books.numbers(customers(deliveries))),
                Finding.of("deliveries of " + key + ", one each", members.size(), deliveries.size()),
                new Finding(
                        "sent + uncertain + suppressed of " + key,
                        "%s + %s + %d".formatted(report.path("sent"), report.path("uncertain"), suppressed),
                        decided == members.size() ? List.of() : List.of("expected " + members.size())),
                Finding.of(
                        "suppressed of " + key + ", those without consent",
                        refused,
                        books.numbers(customers(deliveries.stream()
                                .filter(each -> each.reason().equals("no-consent"))
                                .toList()))));
    }

    private static Set<String> customers(Collection<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::customer).collect(Collectors.toSet());
    }

    private static List<Finding> mails(String key, List<Delivery> deliveries, List<Mail> mails) {
        var arrived = mails.stream().map(Mail::messageId).collect(Collectors.toCollection(TreeSet::new));
        var sent = messageIds(deliveries, "sent");
        var mayHave = messageIds(deliveries, "uncertain");
        var unclaimed = new TreeSet<>(arrived);
        unclaimed.removeAll(sent);
        unclaimed.removeAll(mayHave);
        var received = new TreeSet<>(arrived);
        received.retainAll(sent);
        return List.of(
                Finding.none("second mails of " + key + " by Message-ID", twice(mails, Mail::messageId)),
                Finding.none("second mails of " + key + " by recipient", twice(mails, Mail::to)),
                Finding.of("mails of " + key + " that were sent", sent, received),
                Finding.none("mails of " + key + " that nobody sent", unclaimed));
    }

    private static TreeSet<String> messageIds(List<Delivery> deliveries, String state) {
        return deliveries.stream()
                .filter(delivery -> delivery.state().equals(state))
                .map(Delivery::messageId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> twice(List<Mail> mails, Function<Mail, String> key) {
        var seen = new HashSet<String>();
        return mails.stream().map(key).filter(value -> !seen.add(value)).toList();
    }
}
