package io.coterie.feedback.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person is known by: `user_id` c-17, `email` ann@example.test. E-mail addresses compare in lower case.
public record Identity(String namespace, String value) {
    public static final String EMAIL = "email";
    public static final String USER_ID = "user_id";
    public static final String ANONYMOUS_ID = "anonymous_id";
    public static final String CUSTOMER_ID = "customer_id";
    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_]{0,62}");
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

    /// Both parts in one string, for indexes. A namespace has no colon.
    public String key() {
        return namespace + ":" + value;
    }
}
