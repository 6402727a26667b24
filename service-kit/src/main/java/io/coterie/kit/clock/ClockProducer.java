package io.coterie.kit.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@ApplicationScoped
class ClockProducer {
    private final Optional<String> file;

    ClockProducer(@ConfigProperty(name = "coterie.clock.file") Optional<String> file) {
        this.file = file;
    }

    @Produces
    @Singleton
    Clock clock() throws IOException {
        return file.isPresent() ? MovableClock.at(Path.of(file.get())) : Clock.systemUTC();
    }
}
