package io.coterie.segment.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A list of customers that was picked by hand or imported.
///
/// @param version of its latest change; 0 for a list that nobody was ever put on
/// @param size how many are on it, also those of whom nothing else is known yet
/// @param changedAt when it was last changed, at first when it was made
/// @param pending whether customers are still being evaluated for its latest changes
public record StaticList(
        int id,
        String key,
        String name,
        int version,
        long size,
        Instant createdAt,
        Instant changedAt,
        @Nullable Instant archivedAt,
        boolean pending) {
    public boolean archived() {
        return archivedAt != null;
    }
}
