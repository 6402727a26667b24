package io.coterie.kit.event;

import java.util.UUID;

/// An event ready to be published: its id, its type (which is the routing key) and its JSON in UTF-8.
public record WrittenEvent(UUID id, String type, byte[] body) {}
