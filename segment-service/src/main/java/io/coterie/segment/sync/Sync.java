package io.coterie.segment.sync;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An audience elsewhere that is kept equal to a segment.
///
/// @param sequence of the message that is out, or else of the last one that was
/// @param isOut whether that message still has to be taken by the receiver
/// @param batch positions of the changes in it
record Sync(
        UUID id,
        int segmentId,
        String segment,
        String url,
        State state,
        @Nullable String disabledBecause,
        Keys keys,
        Snapshot snapshot,
        long sequence,
        boolean isOut,
        List<Long> batch,
        Health health,
        Instant createdAt) {

    enum State {
        ACTIVE,
        /// By somebody. Changes are not kept; to resume begins with all members.
        PAUSED,
        /// By the receiver, which is gone or has failed for days.
        DISABLED;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What comes next: all members, from their beginning to their end, then changes.
    enum Stage {
        BEGIN,
        PAGES,
        END,
        CHANGES
    }

    /// @param asOf whose members; absent until it has begun
    /// @param after the last customer whom the receiver has taken
    /// @param pageUntil where the page ends that is out; absent when none is
    record Snapshot(
            UUID id,
            Stage stage,
            Instant requestedAt,
            @Nullable Instant asOf,
            long members,
            UUID after,
            @Nullable UUID pageUntil) {
        static final UUID BEFORE_ALL = new UUID(0, 0);

        @Nullable
        UUID place() {
            return after.equals(BEFORE_ALL) ? null : after;
        }
    }

    /// @param previousUntil until when messages are signed with the secret before as well
    record Keys(
            SigningSecret secret,
            @Nullable SigningSecret previous,
            @Nullable Instant previousUntil) {
        /// One for each key in force, parted by spaces.
        String signatures(String id, String timestamp, byte[] body, Instant now) {
            List<String> all = new ArrayList<>();
            all.add(secret.sign(id, timestamp, body));
            if (previous != null && previousUntil != null && now.isBefore(previousUntil)) {
                all.add(previous.sign(id, timestamp, body));
            }
            return String.join(" ", all);
        }
    }

    /// @param failures of the message that is out
    /// @param lastStatus of the last answer; absent where there was none
    /// @param lastError why the last attempt failed; absent after a success
    record Health(
            int failures,
            @Nullable Instant failingSince,
            @Nullable Instant lastSuccessAt,
            @Nullable Integer lastStatus,
            @Nullable String lastError,
            Instant nextAttemptAt) {}
}
