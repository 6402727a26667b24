package io.coterie.segment.curation;

import io.coterie.kit.web.Problems;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The customers that a file names, and the lines that name none.
final class CustomerIds {
    static final int MOST = 300_000;
    static final String EXPECTED = "a customer id, that is a UUID";
    private static final int MOST_SHOWN = 100;
    private static final int LENGTH = 36;

    private final Set<UUID> ids = new LinkedHashSet<>();
    private final List<Rejection> shown = new ArrayList<>();
    private int rejected;

    /// A line that was passed over. What stood there is not repeated: it may be a person's name or address.
    record Rejection(long line, String found, String expected) {}

    /// Only as ids are written: 36 characters.
    static Optional<UUID> parsed(String text) {
        try {
            UUID id = UUID.fromString(text);
            return text.length() == LENGTH ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 413 where there are too many
    void take(long line, String text) {
        String id = text.strip();
        parsed(id).ifPresentOrElse(ids::add, () -> reject(line, found(id), EXPECTED));
        if (ids.size() > MOST) {
            throw Problems.tooLarge("body", MOST + " customers; send several files");
        }
    }

    void reject(long line, String found, String expected) {
        rejected++;
        if (shown.size() < MOST_SHOWN) {
            shown.add(new Rejection(line, found, expected));
        }
    }

    private static String found(String text) {
        return text.isEmpty() ? "nothing" : "text of " + text.length() + " characters";
    }

    Set<UUID> ids() {
        return ids;
    }

    int rejected() {
        return rejected;
    }

    /// The first of them.
    List<Rejection> rejections() {
        return shown;
    }
}
