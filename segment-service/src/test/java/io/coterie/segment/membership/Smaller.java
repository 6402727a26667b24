package io.coterie.segment.membership;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.segment.facts.Arrival;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cases that are one step smaller than another.
final class Smaller {
    private Smaller() {}

    static List<Case> than(Case whole) {
        List<Case> smaller = new ArrayList<>();
        for (String segment : whole.rules().keySet()) {
            if (isReferredToByNone(segment, whole)) {
                Map<String, JsonNode> fewer = new LinkedHashMap<>(whole.rules());
                fewer.remove(segment);
                boolean edited = whole.edit() != null && whole.edit().segment().equals(segment);
                if (!fewer.isEmpty()) {
                    smaller.add(new Case(whole.customer(), fewer, edited ? null : whole.edit(), whole.messages()));
                }
            }
        }
        if (whole.edit() != null) {
            smaller.add(new Case(whole.customer(), whole.rules(), null, whole.messages()));
        }
        for (int i = 0; i < whole.messages().size(); i++) {
            smaller.add(with(whole, without(whole.messages(), i)));
        }
        for (int i = 0; i < whole.messages().size(); i++) {
            Case.Message message = whole.messages().get(i);
            for (int j = 0; j < message.news().size(); j++) {
                List<Arrival> fewer = without(message.news(), j);
                List<Case.Message> messages = new ArrayList<>(whole.messages());
                messages.set(i, new Case.Message(message.now(), message.watermarks(), fewer));
                smaller.add(with(whole, messages));
            }
        }
        return smaller;
    }

    private static boolean isReferredToByNone(String segment, Case whole) {
        String reference = "\"segment\":\"" + segment + "\"";
        return whole.rules().values().stream().noneMatch(rule -> rule.toString().contains(reference))
                && (whole.edit() == null || !whole.edit().rule().toString().contains(reference));
    }

    private static Case with(Case whole, List<Case.Message> messages) {
        return new Case(whole.customer(), whole.rules(), whole.edit(), messages);
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> fewer = new ArrayList<>(all);
        fewer.remove(index);
        return fewer;
    }
}
