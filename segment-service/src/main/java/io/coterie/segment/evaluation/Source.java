package io.coterie.segment.evaluation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A service whose facts rules read, and which tells by heartbeats how far it has published them.
public enum Source {
    /// Behaviours. What campaigns did counts among them, although campaign-service makes no heartbeats.
    CUSTOMER(1),
    /// Answers.
    FEEDBACK(2);

    /// Its bit in stored rows.
    private final int bit;

    Source(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    /// The first part of the event types of its service.
    public String owner() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Source> ofOwner(String owner) {
        return Stream.of(values()).filter(source -> source.owner().equals(owner)).findFirst();
    }
}
