package io.coterie.campaign.unsubscribe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Links that stand in mails: where they lead, and the key that signs them.
@ConfigMapping(prefix = "coterie.link")
public interface LinkConfig {
    /// What the world calls this service, without a slash at the end: `coterie.public-url`.
    @WithDefault("${coterie.public-url:http://localhost:8083}")
    String publicUrl();

    /// At least 32 characters, kept for as long as mails are around: a new one breaks the links in old mails.
    String secret();
}
