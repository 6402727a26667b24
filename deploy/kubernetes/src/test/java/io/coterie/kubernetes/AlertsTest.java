package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Alerts are about metrics that there are, as far as the guide to them is right.
class AlertsTest {
    private static final Path ALERTS = Path.of("../prometheus/alerts.yaml");
    private static final Path GUIDE = Path.of("../../docs/guides/metrics.md");
    private static final Pattern METRIC = Pattern.compile("coterie_[a-z_]+");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `(coterie_[a-z_]+)`");

    @Test
    void everyMetricOfAnAlertStandsInTheGuide() throws IOException {
        var listed = FIRST_CELL
                .matcher(Files.readString(GUIDE))
                .results()
                .map(cell -> cell.group(1))
                .collect(Collectors.toSet());

        assertThat(asked()).isNotEmpty().isSubsetOf(listed);
    }

    /// Of a histogram its name.
    private static Set<String> asked() throws IOException {
        var rules =
                new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile()).at("/groups/0/rules");
        return StreamSupport.stream(rules.spliterator(), false)
                .map((JsonNode rule) -> rule.path("expr").asText())
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .map(metric -> metric.replaceFirst("_bucket$", ""))
                .collect(Collectors.toSet());
    }
}
