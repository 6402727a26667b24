package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Members are those of the oracle, in segment-service and in what campaign-service knows of them, and the history
/// tells how they came in.
final class Memberships {
    private static final String MEMBERS = """
            SELECT m.customer_id::text FROM member m
            JOIN segment s ON s.id = m.segment_id
            JOIN segment_version v ON v.segment_id = s.id AND v.version = m.version AND v.state = 'ACTIVE'
            WHERE s.key = ?
            """;
    private static final String KNOWN = """
            SELECT customer_id::text FROM membership WHERE segment = ? AND change = 'entered'
            """;
    private static final String CHANGES = """
            SELECT count(*) FROM membership_change c JOIN segment s ON s.id = c.segment_id WHERE s.key = ?
            """;
    private static final String NO_CHANGE = """
            SELECT customer_id || ' ' || change || ' twice' FROM (
                SELECT customer_id, change, lag(change, 1, 'left') OVER (PARTITION BY customer_id ORDER BY state_version)
                    AS before
                FROM membership_change c JOIN segment s ON s.id = c.segment_id WHERE s.key = ?) steps
            WHERE change = before
            """;

    private Memberships() {}

    static List<Finding> find(Books books) {
        var findings = new ArrayList<Finding>();
        var segment = books.suite().rows(ServiceName.SEGMENT);
        var campaign = books.suite().rows(ServiceName.CAMPAIGN);
        for (var name : Shop.SEGMENTS) {
            var key = books.shop().named(name);
            Set<Integer> expected = new TreeSet<>(books.oracle().members(name));
            findings.add(Finding.of("members of " + key, expected, books.numbers(segment.strings(MEMBERS, key))));
            findings.add(Finding.of(
                    "members of " + key + " for campaign-service",
                    expected,
                    books.numbers(campaign.strings(KNOWN, key))));
            findings.add(Finding.none("changes of " + key + " that change nothing", segment.strings(NO_CHANGE, key)));
            if (Shop.FOR_GOOD.contains(name)) {
                findings.add(Finding.of("changes of " + key, expected.size(), segment.count(CHANGES, key)));
            }
        }
        return findings;
    }
}
