package io.coterie.demo.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private final Profiles profiles = new Profiles(42);

    @TempDir
    Path folder;

    @Test
    void anIdIsAlwaysTheSamePersonWhateverTheSuffix() {
        var here = Objects.requireNonNull(
                profiles.of(List.of("00004", "00021"), "").get("00021"));
        var there = profiles.of(List.of("00021"), "-run").get("00021");

        assertThat(here.email()).isEqualTo("00021@example.test");
        assertThat(there)
                .isEqualTo(new Person(
                        "00021-run", "00021-run@example.test", here.firstName(), here.country(), here.consents()));
    }

    @Test
    void fourOfFiveConsent() {
        var ids = IntStream.range(0, 5000).mapToObj(Integer::toString).toList();

        var consenting =
                profiles.of(ids, "").values().stream().filter(Person::consents).count();

        assertThat(consenting).isBetween(3900L, 4100L);
    }

    @Test
    void twoIdsNeverShareAnAddress() {
        var people = profiles.of(List.of("Brion Stark", "brion-stark"), "");

        assertThat(people.values()).extracting(Person::email).doesNotHaveDuplicates();
    }

    @Test
    void theFileHasAColumnForEachThatTheMappingNames() throws IOException {
        var file = folder.resolve("customers.csv");
        Profiles.write(profiles.of(List.of("00004"), "").values(), file);

        var header = List.of(Files.readAllLines(file).getFirst().split(","));

        assertThat(Profiles.columns("r1").values()).allMatch(column -> column.equals("=r1") || header.contains(column));
    }
}
