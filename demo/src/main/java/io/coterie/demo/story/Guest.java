package io.coterie.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.demo.people.Person;
import io.coterie.demo.suite.Suite;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;

/// A customer of whom the story tells.
///
/// @param id the suite's
record Guest(Person person, String id) {

    static Guest of(Person person, Suite suite) {
        var id = suite.customers()
                .id(person.externalId())
                .orElseThrow(() -> new NoSuchElementException("the suite has no customer " + person.externalId()));
        return new Guest(person, id);
    }

    /// The customer's changes of one kind in a segment, oldest first.
    ///
    /// @param change `entered` or `left`
    List<JsonNode> changes(Suite suite, String segment, String change) {
        return suite.segments().changes(segment, id).stream()
                .filter(entry -> entry.path("change").asText().equals(change))
                .sorted(Comparator.comparingLong(
                        entry -> entry.path("stateVersion").asLong()))
                .toList();
    }
}
