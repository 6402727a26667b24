package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.Fact;
import io.coterie.systemtest.suite.ServiceName;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every fact that was acknowledged is recorded once, where it belongs.
final class Facts {
    private static final String JOURNAL = """
            SELECT properties->>'order' FROM behaviour WHERE properties->>'shop' = ?
            """;

    private Facts() {}

    static List<Finding> find(Books books) {
        var sent = books.ledger().all(Fact.Order.class).stream()
                .map(Fact.Order::id)
                .collect(Collectors.toCollection(TreeSet::new));
        var journal = books.suite()
                .rows(ServiceName.CUSTOMER)
                .query(JOURNAL, row -> row.getString(1), books.shop().key());
        var answers = books.ledger().all(Fact.Answer.class).size();
        return List.of(
                Finding.of("orders in customer-service's journal", sent, new TreeSet<>(journal)),
                Finding.of("rows of the journal, none twice", sent.size(), journal.size()),
                Finding.of(
                        "answers in feedback-service, resolved",
                        answers,
                        books.suite().documents().resolved(books.shop().key())));
    }
}
