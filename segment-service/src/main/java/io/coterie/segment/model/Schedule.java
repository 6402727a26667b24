package io.coterie.segment.model;

import io.coterie.kit.sql.Database;
import io.coterie.segment.rfm.RfmModels;
import io.coterie.segment.rfm.RfmSettings;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the next version of the model is computed by, and when.
@Singleton
class Schedule {
    private static final String READ =
            "SELECT event, property, currency, look_back, mode, refresh_every FROM rfm_settings";
    private static final String WRITE = """
            UPDATE rfm_settings SET event = ?, property = ?, currency = ?, look_back = ?, mode = ?, refresh_every = ?
            """;

    private final Database database;

    Schedule(Database database) {
        this.database = database.failingWith("the settings of the model could not be read or stored");
    }

    /// @param refreshEvery absent where versions are computed by hand alone
    record Planned(RfmSettings settings, @Nullable Duration refreshEvery) {}

    Planned planned() {
        return database.first(READ, Schedule::planned).orElseThrow();
    }

    private static Planned planned(ResultSet row) throws SQLException {
        String every = row.getString("refresh_every");
        return new Planned(RfmModels.settings(row), every == null ? null : Duration.parse(every));
    }

    void plan(Planned planned) {
        RfmSettings settings = planned.settings();
        database.update(
                WRITE,
                settings.event(),
                settings.property(),
                settings.currency(),
                text(settings.lookBack()),
                settings.mode().name(),
                text(planned.refreshEvery()));
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
