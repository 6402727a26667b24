package io.coterie.bench.report;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/// What the run had to share: processors, and how many tasks wanted one on average over the last minute.
public record Machine(int processors, double loadAverage) {
    static Machine now() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return new Machine(system.getAvailableProcessors(), system.getSystemLoadAverage());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d processors, load %.2f", processors, loadAverage);
    }
}
