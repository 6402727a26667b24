package io.coterie.local.suite;

import java.util.Locale;

/// The four services.
enum Service {
    CUSTOMER,
    SEGMENT,
    CAMPAIGN,
    FEEDBACK;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String module() {
        return key() + "-service";
    }
}
