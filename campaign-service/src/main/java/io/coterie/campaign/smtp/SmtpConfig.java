package io.coterie.campaign.smtp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Where mail goes out.
@ConfigMapping(prefix = "coterie.smtp")
public interface SmtpConfig {
    @WithDefault("localhost")
    String host();

    @WithDefault("25")
    int port();

    Optional<String> username();

    Optional<String> password();

    /// Refuse to send without TLS.
    @WithDefault("false")
    boolean starttls();

    @WithDefault("Coterie <no-reply@localhost>")
    String from();

    /// How many connections one replica keeps at most.
    @WithDefault("4")
    int connections();

    /// For connecting, and for each answer of the server.
    @WithDefault("PT15S")
    Duration timeout();
}
