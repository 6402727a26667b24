package io.coterie.testkit.door;

import java.util.regex.Pattern;

/// One endpoint: `POST /segments/{key}/versions`.
public record Operation(String method, String path) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final String NOBODY = "0199b3a0-0000-7000-8000-00000000fe01";

    /// The path with something in place of its parameters that exists nowhere.
    String concretePath() {
        return PARAMETER.matcher(path).replaceAll(parameter -> switch (parameter.group(1)) {
            case "key" -> "no-such-key";
            case "version" -> "1";
            case "token" -> "no-such-token";
            default -> NOBODY;
        });
    }

    boolean takesBody() {
        return !method.equals("GET") && !method.equals("DELETE");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
