package io.coterie.customer.imports;

import java.util.regex.Pattern;

/// The targets of columns that name a trait or a consent.
final class Target {
    private static final String TRAITS = "traits.";
    private static final Pattern TRAIT = Pattern.compile("traits(\\.[^.\\p{Cntrl}]{1,100}){1,8}");
    private static final Pattern CONSENT = Pattern.compile("consent(\\.[a-z0-9]+(-[a-z0-9]+)*){2}");

    private Target() {}

    static boolean isTrait(String target) {
        return TRAIT.matcher(target).matches() && !target.equals("traits.email");
    }

    static boolean isConsent(String target) {
        return CONSENT.matcher(target).matches();
    }

    /// `company`, `size` of `traits.company.size`.
    static String[] path(String trait) {
        return trait.substring(TRAITS.length()).split("\\.");
    }
}
