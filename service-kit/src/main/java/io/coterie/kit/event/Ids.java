package io.coterie.kit.event;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// Ids. They are made from the machine's own clock, not the movable one: they order storage, not business time.
public final class Ids {
    private static final NoArgGenerator TIME_ORDERED = Generators.timeBasedEpochGenerator();
    private static final UUID NAMESPACE = UUID.fromString("6f1c5a3e-7c0b-5b57-9a57-2f2b7f0f3c11");

    private Ids() {}

    /// A fresh UUIDv7.
    public static UUID next() {
        return TIME_ORDERED.generate();
    }

    /// The same id for the same parts, always (UUIDv5 of the parts, which are separated unambiguously).
    public static UUID derived(Object... parts) {
        StringBuilder name = new StringBuilder();
        for (Object part : parts) {
            String text = part.toString();
            name.append(text.length()).append(':').append(text);
        }
        return Generators.nameBasedGenerator(NAMESPACE).generate(name.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// The instant inside a UUIDv7, to the millisecond.
    /// @throws IllegalArgumentException for a UUID of another version
    public static Instant timeOf(UUID id) {
        if (id.version() != 7) {
            throw new IllegalArgumentException("not a UUIDv7: " + id);
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
