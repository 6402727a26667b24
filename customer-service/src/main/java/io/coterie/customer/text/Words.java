package io.coterie.customer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The short texts of a fact: ids, names, addresses, keys.
public final class Words {
    public static final int LONGEST = 256;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@\\p{Cntrl}<>,;]{1,64}@[^\\s@\\p{Cntrl}<>,;]{1,189}");
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_KEY = 64;

    private Words() {}

    /// An id or a name: one to 256 characters, no control characters. A JSON number is taken as its text.
    public static String required(String where, JsonNode value) {
        String text = optional(where, value);
        if (text == null) {
            throw new Refused(where, "a text");
        }
        return text;
    }

    /// Null where it is absent, null or empty.
    public static @Nullable String optional(String where, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() && !value.isNumber()) {
            throw new Refused(where, "a text");
        }
        return value.asText().isEmpty() ? null : checked(where, value.asText());
    }

    public static String checked(String where, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST) {
            throw new Refused(where, "1 to " + LONGEST + " characters");
        }
        if (text.codePoints().anyMatch(Words::isUnfit)) {
            throw new Refused(where, "no control characters");
        }
        return text;
    }

    /// A kebab-case slug of at most 64 characters.
    public static String key(String where, @Nullable String text) {
        if (text == null || text.length() > LONGEST_KEY || !KEY.matcher(text).matches()) {
            throw new Refused(where, "a kebab-case key of at most " + LONGEST_KEY + " characters, such as web-shop");
        }
        return text;
    }

    /// An e-mail address, trimmed and in lower case. Whether it exists only a mail can tell.
    public static String email(String where, String text) {
        String address = text.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(address).matches()) {
            throw new Refused(where, "an e-mail address");
        }
        return address;
    }

    private static boolean isUnfit(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
