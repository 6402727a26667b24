package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.List;
import java.util.stream.Stream;

/// What there is of a shop: memberships, their history, deliveries, mails. Two of them are equal if nothing changed.
public record Snapshot(List<String> members, List<String> changes, List<String> deliveries, List<String> mails) {
    private static final String MEMBERS = """
            SELECT s.key || ' ' || customer_id || ' ' || m.version || ' ' || since FROM member m
            JOIN segment s ON s.id = segment_id WHERE s.key LIKE ? ORDER BY 1
            """;
    private static final String CHANGES = """
            SELECT s.key || ' ' || c.id || ' ' || change || ' ' || cause || ' ' || effective_at
            FROM membership_change c JOIN segment s ON s.id = segment_id WHERE s.key LIKE ? ORDER BY 1
            """;
    private static final String DELIVERIES = """
            SELECT k.key || ' ' || d.id || ' ' || d.state || ' ' || d.version
            FROM delivery d JOIN campaign k ON k.id = d.campaign_id WHERE k.key LIKE ? ORDER BY 1
            """;

    public static Snapshot of(Suite suite, Shop shop) {
        return new Snapshot(
                rows(suite, ServiceName.SEGMENT, MEMBERS, shop),
                rows(suite, ServiceName.SEGMENT, CHANGES, shop),
                rows(suite, ServiceName.CAMPAIGN, DELIVERIES, shop),
                mails(suite, shop));
    }

    private static List<String> rows(Suite suite, ServiceName service, String sql, Shop shop) {
        return suite.rows(service).query(sql, row -> row.getString(1), shop.named("%"));
    }

    private static List<String> mails(Suite suite, Shop shop) {
        return suite.mails().all().stream()
                .filter(mail -> mail.subject().startsWith(shop.named("")))
                .flatMap(mail -> Stream.of(mail.to() + " " + mail.subject() + " " + mail.messageId()))
                .sorted()
                .toList();
    }

    @Override
    public String toString() {
        return "%d members, %d changes, %d deliveries, %d mails"
                .formatted(members.size(), changes.size(), deliveries.size(), mails.size());
    }
}
