package io.coterie.campaign.audience;

import io.coterie.kit.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One segment of a broadcast's audience, as far as it has been read.
///
/// @param asOf the instant of the whole audience; null until the first page has said
/// @param pages how many pages are stored: whoever stores the next one must have seen this number
record Part(
        UUID campaign,
        int position,
        String segment,
        boolean excluded,
        @Nullable Instant asOf,
        @Nullable String nextPage,
        int pages,
        Instant launchedAt,
        Duration expires) {

    static Part of(ResultSet row) throws SQLException {
        return new Part(
                Database.uuid(row, "campaign_id"),
                row.getInt("position"),
                row.getString("segment"),
                row.getBoolean("excluded"),
                Database.optionalInstant(row, "pinned"),
                row.getString("next_page"),
                row.getInt("pages"),
                Database.instant(row, "launched_at"),
                Duration.ofSeconds(row.getLong("expires_seconds")));
    }
}
