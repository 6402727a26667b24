package io.coterie.feedback.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What a person is known by: `user_id` c-17, `email` ann@example.test. E-mail addresses compare in lower case.
public record Identity(String namespace, String value) {
    public static final String EMAIL = "email";
    public static final String USER_ID = "user_id";
    public static final String ANONYMOUS_ID = "anonymous_id";
    public static final String CUSTOMER_ID = "customer_id";
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST = 512;

    public static boolean isNamespace(String text) {
        return NAMESPACE.matcher(text).matches();
    }

    /// Empty when the value is blank, too long or holds control characters: nobody is known by that.
    public static Optional<Identity> of(String namespace, String raw) {
        String value = raw.strip();
        if (value.isEmpty() || value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        boolean ignoresCase = namespace.equals(EMAIL) || namespace.equals(CUSTOMER_ID);
        return Optional.of(new Identity(namespace, ignoresCase ? value.toLowerCase(Locale.ROOT) : value));
    }

    /// The customers whom some of the identities name by their own ids.
    public static List<UUID> customers(Collection<Identity> identities) {
        return identities.stream()
                .filter(identity -> identity.namespace.equals(CUSTOMER_ID)
                        && UUID_TEXT.matcher(identity.value).matches())
                .map(identity -> UUID.fromString(identity.value))
                .toList();
    }

    /// Both parts in one string, for indexes. A namespace has no colon.
    public String key() {
        return namespace + ":" + value;
    }
}
