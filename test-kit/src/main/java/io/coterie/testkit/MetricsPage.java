package io.coterie.testkit;

import java.util.List;
import java.util.regex.Pattern;

/// What a service answers at `/q/metrics`, in Prometheus' text format or in OpenMetrics, where an exemplar may follow
/// a value.
public record MetricsPage(String text) {
    private static final String EXEMPLAR = " # ";

    /// The sum of all samples of this name that have these labels, each written `name="value"`; 0 where there is none.
    public double sum(String name, String... labels) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(MetricsPage::value)
                .sum();
    }

    private static double value(String line) {
        String sample = line.split(EXEMPLAR, 2)[0];
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }

    /// The text that explains a metric; empty where there is none.
    public String help(String name) {
        return Pattern.compile("^# HELP " + name + " (.+)$", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(line -> line.group(1))
                .findFirst()
                .orElse("");
    }
}
