package io.coterie.kit.operations;

import io.coterie.kit.event.Lane;
import io.coterie.kit.intake.Parked;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The parking place, as operators use it.
public interface ParkedMessages {
    /// Which messages are meant; null means any.
    record Which(
            @Nullable String type,
            @Nullable Lane lane,
            @Nullable ParkedState state) {}

    /// The newest first, from the one after the given id on.
    List<ParkedMessage> list(Which which, @Nullable UUID after, int most);

    Optional<ParkedMessage> find(UUID id);

    /// Empty once it is settled.
    Optional<byte[]> body(UUID id);

    long waiting();

    /// Lets a waiting message's body go and keeps the rest for the record; false where it is not waiting.
    boolean settle(UUID id, ParkedState state, @Nullable String reason);

    /// Keeps what still fails of a waiting message, and why.
    void failedAgain(UUID id, Parked rest);

    /// The same where the message as a whole still fails.
    void failedAgain(UUID id, String error);
}
