package io.coterie.systemtest.discretion;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Something that no line of a log may hold.
record Forbidden(String kind, Predicate<String> in) {
    /// What can be recognised by its form. The broker's node is called `coterie@localhost`.
    static final List<Forbidden> BY_FORM = List.of(
            form("an e-mail address", "[\\w.%+-]+@(?!localhost)[\\w-]+(?:\\.[\\w-]+)*\\.[a-zA-Z]{2,}\\b"),
            form("a telephone number", "(?<![\\w.+-])\\+\\d{2}[ \\d/-]{7,}\\d"),
            form("a bearer token", "\\beyJ[\\w-]{8,}\\.[\\w-]{8,}"),
            form("credentials", "(?i)\\b(?:basic|bearer) [\\w+/=-]{12,}"),
            form("the token of a link", "/l/[uoc]/[\\w-]{20,}"),
            form("a webhook's secret", "\\bwhsec_\\w{8,}"),
            form("a detail of the database", "\\bKey \\([^)]+\\)=\\("));

    private static Forbidden form(String kind, String form) {
        return new Forbidden(kind, Pattern.compile(form).asPredicate());
    }

    /// Words of a kind, as whole words; in one pass, however many they are. `27 Jan 2026` is a day, nobody's name.
    static Stream<Forbidden> words(String kind, Collection<String> words) {
        if (words.isEmpty()) {
            return Stream.empty();
        }
        String any = words.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        Pattern pattern = Pattern.compile("(?<![\\p{L}\\d_-])(?!Jan \\d{4}\\b)(?:" + any + ")(?![\\p{L}\\d_-])");
        return Stream.of(new Forbidden(kind, pattern.asPredicate()));
    }
}
