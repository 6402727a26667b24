package io.coterie.segment.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.coterie.kit.event.Bucket;
import io.coterie.segment.facts.Amounts;
import io.coterie.segment.rfm.Mode;
import io.coterie.segment.rfm.RfmSettings;
import io.coterie.segment.rfm.Thresholds;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The model as callers see it. Durations are ISO 8601.
final class RfmViews {
    private RfmViews() {}

    /// @param currency empty for amounts without one; absent where it is to be found out
    /// @param lookBack absent where all orders count
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SettingsView(
            String event,
            String property,
            @Nullable String currency,
            @Nullable Duration lookBack,
            Mode mode) {
        static SettingsView of(RfmSettings settings) {
            return new SettingsView(
                    settings.event(), settings.property(), settings.currency(), settings.lookBack(), settings.mode());
        }
    }

    /// @param settings what the next version is computed by
    /// @param refreshEvery absent where versions are computed by hand alone
    /// @param version the newest that was computed, which is used from now on; absent where there is none
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ModelView(
            SettingsView settings,
            @Nullable Duration refreshEvery,
            @Nullable Integer version) {}

    /// @param done buckets looked at
    /// @param total buckets in all
    record Progress(int done, int total) {}

    /// The four quintiles each, the lowest first.
    ///
    /// @param recency time since the last order
    /// @param frequency numbers of orders
    /// @param monetary sums of money; empty where nobody had an amount
    record ThresholdsView(List<Duration> recency, List<BigDecimal> frequency, List<BigDecimal> monetary) {
        static ThresholdsView of(Thresholds thresholds) {
            return new ThresholdsView(
                    thresholds.recency().stream().map(RfmViews::duration).toList(),
                    thresholds.frequency().stream().map(Amounts::plain).toList(),
                    thresholds.monetary().stream().map(Amounts::plain).toList());
        }
    }

    /// @param customers how many have an order
    /// @param spenders how many of them have an amount
    /// @param scores how many customers have which scores; absent in lists
    record VersionView(
            int version,
            RfmVersion.State state,
            @Nullable String failure,
            Progress progress,
            SettingsView settings,
            Instant asOf,
            long customers,
            long spenders,
            @Nullable ThresholdsView thresholds,
            @Nullable List<ScoreCount> scores,
            @Nullable Instant finishedAt) {
        static VersionView of(RfmVersion version) {
            return view(version, version.scores());
        }

        static VersionView withoutScores(RfmVersion version) {
            return view(version, null);
        }

        private static VersionView view(RfmVersion version, @Nullable List<ScoreCount> scores) {
            Thresholds thresholds = version.thresholds();
            return new VersionView(
                    version.number(),
                    version.state(),
                    version.failure(),
                    new Progress(version.buckets(), Bucket.COUNT),
                    SettingsView.of(version.settings()),
                    version.asOf(),
                    version.customers(),
                    version.spenders(),
                    thresholds == null ? null : ThresholdsView.of(thresholds),
                    scores,
                    version.finishedAt());
        }
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
    }
}
