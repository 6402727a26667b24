package io.coterie.feedback.source;

import io.coterie.feedback.tool.Provider;
import io.coterie.feedback.tool.Secret;
import java.time.Instant;
import java.util.UUID;
import org.bson.codecs.pojo.annotations.BsonId;

/// A survey tool's account or form that sends its answers here. The mapping is kept as the JSON that was given. The
/// secret is kept as given, too: whoever checks an HMAC needs it.
public record FeedbackSource(
        @BsonId UUID id, Provider provider, String name, Secret secret, String mapping, Instant createdAt) {}
