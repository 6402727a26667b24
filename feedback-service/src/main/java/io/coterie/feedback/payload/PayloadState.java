package io.coterie.feedback.payload;

/// What became of a payload.
public enum PayloadState {
    /// Stored and acknowledged, not yet looked into.
    RECEIVED,
    /// It led to a response, or was told by one already.
    NORMALISED,
    /// Signed well, but nothing that can be read.
    UNREADABLE,
    /// Read, but no answer.
    IGNORED
}
