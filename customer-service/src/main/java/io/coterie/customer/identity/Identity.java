package io.coterie.customer.identity;

import java.util.Comparator;
import java.util.Locale;

/// An external id of a customer: a value within a namespace.
public record Identity(String namespace, String value) implements Comparable<Identity> {
    public static final String USER_ID = "user_id";
    public static final String ANONYMOUS_ID = "anonymous_id";
    public static final String EMAIL = "email";

    private static final Comparator<Identity> ORDER =
            Comparator.comparing(Identity::namespace).thenComparing(Identity::value);

    public static Identity userId(String value) {
        return new Identity(USER_ID, value);
    }

    public static Identity anonymousId(String value) {
        return new Identity(ANONYMOUS_ID, value);
    }

    /// Addresses are compared trimmed and in lower case.
    public static Identity email(String address) {
        return new Identity(EMAIL, address.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Identity other) {
        return ORDER.compare(this, other);
    }
}
