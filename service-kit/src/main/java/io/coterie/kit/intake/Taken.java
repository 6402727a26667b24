package io.coterie.kit.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// A delivery in this process's hands.
///
/// @param message what it is known by, whether or not it can be read
/// @param counted whether its attempts are counted: it was handed over before, and not to this process, where it would
///     still be in hand
record Taken(Delivery delivery, String message, boolean counted) {

    /// The id beside the body, else a hash of the body.
    static String messageOf(Delivery delivery) {
        String id = delivery.messageId();
        return id != null ? id : "sha256:" + HexFormat.of().formatHex(sha256(delivery.body()));
    }

    Optional<UUID> messageId() {
        try {
            return Optional.ofNullable(delivery.messageId()).map(UUID::fromString);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
