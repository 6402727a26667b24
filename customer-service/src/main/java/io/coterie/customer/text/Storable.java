package io.coterie.customer.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// JSON that the store and every reader can take: PostgreSQL knows no NUL character, and a number such as 1e999999
/// would be written out digit by digit.
public final class Storable {
    private static final int DEEPEST = 32;
    private static final int MOST_DIGITS = 100;
    private static final int MOST_CHARACTERS = 32 * 1024;

    private Storable() {}

    public static void check(String where, JsonNode node) {
        check(where, node, 0);
        if (node.toString().length() > MOST_CHARACTERS) {
            throw new Refused(where, "at most " + MOST_CHARACTERS + " characters");
        }
    }

    private static void check(String where, JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw new Refused(where, "at most " + DEEPEST + " levels");
        }
        if (node.isTextual()) {
            text(where, node.textValue());
        } else if (node.isBigDecimal()) {
            number(where, node.decimalValue());
        } else if (node.isBigInteger()) {
            number(where, new BigDecimal(node.bigIntegerValue()));
        } else {
            node.properties().forEach(field -> {
                text(where, field.getKey());
                check(where + "." + field.getKey(), field.getValue(), depth + 1);
            });
            if (node.isArray()) {
                node.forEach(element -> check(where, element, depth + 1));
            }
        }
    }

    private static void text(String where, String text) {
        if (text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw new Refused(where, "no NUL characters and no halves of surrogate pairs");
        }
    }

    private static void number(String where, BigDecimal number) {
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new Refused(where, "a number of at most " + MOST_DIGITS + " digits");
        }
    }
}
