package io.coterie.demo.story;

import io.coterie.demo.oracle.CountedMembers;
import io.coterie.demo.people.Person;
import io.coterie.demo.suite.Inbox;
import io.coterie.demo.suite.Suite;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One telling of the story: its own source, its own segments, its own customers.
///
/// @param name suffix of everything that the run creates
/// @param idSuffix appended to the file's ids and addresses: empty unless the suite knows these customers already
/// @param people by the file's id
/// @param daysMoved from the file's dates to the imported ones
/// @param folder for the files that are imported
record Run(
        String name,
        String idSuffix,
        Suite suite,
        Input input,
        SequencedMap<String, Person> people,
        Instant startedAt,
        long daysMoved,
        Path folder) {

    String key(String plain) {
        return plain + "-" + name;
    }

    String source() {
        return key("shop");
    }

    /// Counted by awk over the file, as of today.
    CountedMembers expected() {
        var lastDay = input.purchases().lastDay().day().plusDays(daysMoved);
        return input.countedByAwk(today().toEpochDay() - lastDay.toEpochDay());
    }

    /// @throws NullPointerException when the run has nobody of that id
    Person person(String fileId) {
        return Objects.requireNonNull(people.get(fileId), fileId);
    }

    Set<String> externalIds(Collection<String> fileIds) {
        return fileIds.stream().map(id -> person(id).externalId()).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Person> consenting(Collection<String> fileIds) {
        return fileIds.stream().map(this::person).filter(Person::consents).toList();
    }

    /// Those of the ids that are this run's.
    Set<String> own(Collection<String> externalIds) {
        var own = externalIds(people.keySet());
        own.retainAll(externalIds);
        return own;
    }

    /// Every mail to this run's customers, newest first.
    List<Inbox.Mail> mails() {
        var addresses = people.values().stream().map(Person::email).collect(Collectors.toSet());
        return suite.inbox().since(startedAt).stream()
                .filter(mail -> mail.to().stream().anyMatch(addresses::contains))
                .toList();
    }

    private LocalDate today() {
        return suite.clock().now().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
