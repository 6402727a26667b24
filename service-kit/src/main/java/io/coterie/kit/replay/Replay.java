package io.coterie.kit.replay;

import io.coterie.kit.event.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Facts on their way to being told again, type by type.
///
/// @param told the types, and how many facts of each were published
/// @param current which of the types it is at
/// @param place how far it is within that type; null at its beginning
/// @param failure the class of the error that ended it
public record Replay(
        UUID id,
        ReplayState state,
        Scope scope,
        List<Told> told,
        int current,
        @Nullable String place,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String failure) {

    public record Told(String type, long facts) {
        Told and(int more) {
            return new Told(type, facts + more);
        }
    }

    static Replay waiting(Scope scope, List<String> types, Instant now) {
        List<Told> told = types.stream().map(type -> new Told(type, 0)).toList();
        return new Replay(Ids.next(), ReplayState.WAITING, scope, told, 0, null, now, null, null, null);
    }

    /// The type that it is at.
    public String type() {
        return told.get(current).type();
    }

    /// What facts may be told: those recorded after its creation are told by whoever recorded them, and must not meet
    /// a quiet copy of themselves that was faster.
    public Scope effectiveScope() {
        return scope.before(createdAt);
    }

    /// How it stands once the slice is published.
    public Replay after(Slice slice, Instant now) {
        List<Told> counted = new ArrayList<>(told);
        counted.set(current, told.get(current).and(slice.items().size()));
        int next = slice.next() == null ? current + 1 : current;
        boolean done = next == told.size();
        return new Replay(
                id,
                done ? ReplayState.DONE : state,
                scope,
                List.copyOf(counted),
                done ? current : next,
                slice.next(),
                createdAt,
                startedAt,
                done ? now : finishedAt,
                failure);
    }
}
