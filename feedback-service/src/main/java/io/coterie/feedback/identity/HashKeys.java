package io.coterie.feedback.identity;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// The keys under which external ids of erased persons are hashed; the same as in customer-service.
@ConfigMapping(prefix = "coterie.erasure")
public interface HashKeys {
    /// At least 32 characters.
    String hashKey();

    /// Keys of before, under which hashes are still looked for.
    Optional<List<String>> previousHashKeys();
}
