package io.coterie.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The four segments of `segments.json`, in an order in which each refers to earlier ones only.
///
/// A rule sees every customer, those of other runs too. A run's own segments are therefore narrowed to its customers,
/// whose profiles carry the run's name as the trait `demoRun`.
final class SegmentRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Definition(String key, String name, JsonNode rule) {}

    private SegmentRules() {}

    /// As they stand in the file, for everybody.
    static List<Definition> plain() {
        try (var source = SegmentRules.class.getResourceAsStream("segments.json")) {
            var definitions = new ArrayList<Definition>();
            JSON.readTree(source)
                    .forEach(segment -> definitions.add(new Definition(
                            segment.path("key").asText(), segment.path("name").asText(), segment.path("rule"))));
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read segments.json", e);
        }
    }

    /// The same, suffixed and narrowed to the run's customers.
    static List<Definition> of(Run run) {
        return plain().stream()
                .map(segment -> new Definition(
                        run.key(segment.key()),
                        segment.name() + ", run " + run.name(),
                        narrowed(segment.rule().deepCopy(), run)))
                .toList();
    }

    /// The rule, for the run's customers alone. One that builds on other segments is narrowed by theirs.
    static JsonNode narrowed(JsonNode rule, Run run) {
        var references = rule.findParents("segment");
        references.forEach(leaf ->
                ((ObjectNode) leaf).put("segment", run.key(leaf.path("segment").asText())));
        if (!references.isEmpty()) {
            return rule;
        }
        var all = JSON.createObjectNode();
        var customers = JSON.createObjectNode().put("trait", "demoRun").put("is", run.name());
        all.putArray("all").add(customers).add(rule);
        return all;
    }
}
