package io.coterie.feedback.answer;

/// Why a field of a payload was not taken as it came; never quotes what was said.
public record Rejection(String field, String reason) {}
