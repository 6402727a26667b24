package io.coterie.systemtest.load;

import java.util.List;

/// Customers, segments, campaigns and a survey that belong to one story, so that stories on one suite don't meet.
///
/// Customers are numbers from 0 on. Of ten, eight may be mailed, one refused, one was never asked.
public record Shop(String key, int customers) {
    static final int ORDERS_OF_A_BUYER = 3;
    static final int TOTAL_OF_A_BIG_ONE = 300;
    static final int VERY_UNHAPPY = 2;

    /// Each has a campaign of the same name, which mails whoever enters. Nobody leaves these segments again, so that
    /// each member has entered once, and is mailed once.
    public static final List<String> FOR_GOOD = List.of("buyers", "big", "unhappy");

    public static final List<String> SEGMENTS = List.of("buyers", "big", "unhappy", "gold", "vip");

    /// A shop that no earlier run on the same suite knows.
    public static Shop fresh(String name, int customers) {
        return new Shop(name + "-" + Long.toString(System.currentTimeMillis() / 1000, 36), customers);
    }

    public String named(String name) {
        return key + "-" + name;
    }

    public String externalId(int customer) {
        return key + "-" + customer;
    }

    public int customer(String externalId) {
        return Integer.parseInt(externalId.substring(key.length() + 1));
    }

    public String email(int customer) {
        return externalId(customer) + "@example.test";
    }

    public boolean mayBeMailed(int customer) {
        return customer % 10 < 8;
    }

    boolean wasAsked(int customer) {
        return customer % 10 < 9;
    }

    String gold() {
        return named("gold");
    }
}
