package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.evaluation.Definition;
import io.coterie.segment.evaluation.Definitions;
import io.coterie.segment.evaluation.Horizons;
import io.coterie.segment.evaluation.Source;
import io.coterie.segment.facts.Arrival;
import io.coterie.segment.rule.Reads;
import io.coterie.segment.rule.Rule;
import io.coterie.segment.rule.RuleParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A history of one customer with the rules that it is held against: all that a run of it needs.
///
/// @param rules JSON by segment; a rule refers to earlier ones alone
record Case(
        UUID customer,
        Map<String, JsonNode> rules,
        @Nullable Edit edit,
        List<Message> messages) {
    /// @param watermarks what is known of the sources by then; absent where nothing is waited for
    record Message(Instant now, @Nullable Map<Source, Instant> watermarks, List<Arrival> news) {
        Horizons horizons() {
            return watermarks == null ? Horizons.unbounded(now) : new Horizons(now, watermarks);
        }
    }

    /// Another rule for a segment, evaluated beside the first from one message on, and in its place from a later one.
    record Edit(String segment, JsonNode rule, Instant evaluatedFrom, Instant activeFrom) {}

    /// What is evaluated at an instant.
    Definitions definitions(Instant now) {
        List<Definition> definitions = new ArrayList<>();
        int id = 0;
        for (String segment : rules.keySet()) {
            id++;
            if (edit == null || !edit.segment().equals(segment) || now.isBefore(edit.evaluatedFrom())) {
                definitions.add(definition(id, 1, segment, rules.get(segment), Instant.EPOCH, 1));
            } else if (now.isBefore(edit.activeFrom())) {
                definitions.add(definition(id, 1, segment, rules.get(segment), Instant.EPOCH, 1));
                definitions.add(definition(id, 2, segment, edit.rule(), null, 2));
            } else {
                definitions.add(definition(id, 2, segment, edit.rule(), edit.activeFrom(), 3));
            }
        }
        long epoch = definitions.stream().mapToLong(Definition::epoch).max().orElseThrow();
        return Definitions.of(epoch, definitions, Cases.INSTALLATION);
    }

    private Definition definition(
            int id, int version, String segment, JsonNode json, @Nullable Instant activeSince, long epoch) {
        Rule rule = scored(json, version);
        return new Definition(new Definition.Ref(id, version), segment, rule, Reads.of(rule), activeSince, epoch);
    }

    /// An edit's scores are by another model.
    private Rule scored(JsonNode json, int model) {
        return RuleParser.parse(json).scoredBy(Cases.model(customer, model));
    }

    /// The rules that hold at an instant.
    Map<String, Rule> rulesAt(Instant now) {
        Map<String, Rule> at = new LinkedHashMap<>();
        rules.forEach((segment, json) -> at.put(segment, scored(json, 1)));
        if (edit != null && !now.isBefore(edit.activeFrom())) {
            at.put(edit.segment(), scored(edit.rule(), 2));
        }
        return at;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        rules.forEach((segment, rule) ->
                text.append(segment).append(" = ").append(rule).append('\n'));
        if (edit != null) {
            text.append(edit).append('\n');
        }
        messages.forEach(message -> {
            text.append("at ").append(message.now());
            if (message.watermarks() != null) {
                text.append(", complete up to ").append(message.watermarks());
            }
            text.append('\n');
            message.news()
                    .forEach(arrival ->
                            text.append("  ").append(content(arrival)).append('\n'));
        });
        return text.toString();
    }

    private static Object content(Arrival arrival) {
        return switch (arrival) {
            case Arrival.OfFact news -> news.fact();
            case Arrival.OfProfile news -> news.profile();
            case Arrival.OfList news -> news.list() + " " + news.listing();
        };
    }
}
