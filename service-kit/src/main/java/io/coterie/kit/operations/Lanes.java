package io.coterie.kit.operations;

import io.coterie.kit.event.Lane;
import io.coterie.kit.web.Problems;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How lanes are written here: `live` and `bulk`.
final class Lanes {
    private Lanes() {}

    static String key(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Lane of(@Nullable String key) {
        return switch (key) {
            case null -> null;
            case "live" -> Lane.LIVE;
            case "bulk" -> Lane.BULK;
            default -> throw Problems.invalid("lane", "live or bulk");
        };
    }
}
