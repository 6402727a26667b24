package io.coterie.local.inbox;

import java.util.List;

/// What is remembered of a kept mail without reading it again.
///
/// @param id ascending in order of arrival
/// @param receivedAt ISO-8601, UTC
/// @param from the envelope's sender
/// @param to the envelope's recipients
/// @param subject decoded
record Mail(String id, String receivedAt, String from, List<String> to, String subject) {}
