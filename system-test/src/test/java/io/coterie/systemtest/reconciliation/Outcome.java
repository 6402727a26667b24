package io.coterie.systemtest.reconciliation;

import io.coterie.systemtest.load.People;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What came of a load, by the customers' numbers: comparable between shops.
///
/// @param members by segment
/// @param mailed by campaign, a number for each mail
public record Outcome(Map<String, TreeSet<Integer>> members, Map<String, List<Integer>> mailed) {

    public static Outcome of(Suite suite, Shop shop) {
        var people = People.of(suite, shop);
        var members = new TreeMap<String, TreeSet<Integer>>();
        for (var segment : Shop.SEGMENTS) {
            var numbers = new TreeSet<Integer>();
            suite.api(ServiceName.SEGMENT)
                    .all("/segments/" + shop.named(segment) + "/members")
                    .forEach(member ->
                            numbers.add(people.number(member.path("customerId").asText())));
            members.put(segment, numbers);
        }
        var mailed = new TreeMap<String, List<Integer>>();
        for (var mail : suite.mails().all()) {
            for (var campaign : Shop.FOR_GOOD) {
                if (mail.subject().equals(shop.named(campaign))) {
                    var address = mail.to().substring(0, mail.to().indexOf('@'));
                    mailed.computeIfAbsent(campaign, none -> new ArrayList<>()).add(shop.customer(address));
                }
            }
        }
        mailed.values().forEach(numbers -> numbers.sort(Comparator.naturalOrder()));
        return new Outcome(members, mailed);
    }

    @Override
    public String toString() {
        return "members %s, mails %s".formatted(sizes(members), sizes(mailed));
    }

    private static Map<String, Integer> sizes(Map<String, ? extends Collection<Integer>> groups) {
        var sizes = new TreeMap<String, Integer>();
        groups.forEach((key, numbers) -> sizes.put(key, numbers.size()));
        return sizes;
    }
}
