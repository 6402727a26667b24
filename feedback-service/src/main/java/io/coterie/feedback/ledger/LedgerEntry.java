package io.coterie.feedback.ledger;

import java.time.Instant;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// An event that will be or was published; it is announced before the document that carries it is written.
///
/// @param since when it was announced, by the machine's clock
public record LedgerEntry(@BsonId UUID id, String type, long position, boolean published, Instant since) {}
