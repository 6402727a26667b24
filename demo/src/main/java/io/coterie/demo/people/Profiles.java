package io.coterie.demo.people;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/// Invents the profile of a file's customer from a seed and the id alone: the same id is always the same person.
/// Four of five consent.
public record Profiles(long seed) {
    private static final List<String> COUNTRIES =
            List.of("DE", "DE", "DE", "AT", "CH", "FR", "FR", "IT", "ES", "NL", "PL", "GB");

    /// @param suffix appended to ids and addresses; may be empty
    /// @return by the file's id, in the order given
    public SequencedMap<String, Person> of(SequencedCollection<String> ids, String suffix) {
        var people = new LinkedHashMap<String, Person>();
        var addresses = new LinkedHashMap<String, Integer>();
        for (var id : ids) {
            var name = addressOf(id);
            var earlier = addresses.merge(name, 1, Integer::sum) - 1;
            people.put(id, person(id, suffix, earlier == 0 ? name : name + "." + earlier));
        }
        return people;
    }

    /// Writes what `/imports` takes as customers.
    public static void write(Collection<Person> people, Path path) {
        try (var writer = CsvWriter.builder().build(path)) {
            writer.writeRecord("id", "email", "first_name", "country", "opt_in");
            people.forEach(person -> writer.writeRecord(
                    person.externalId(),
                    person.email(),
                    person.firstName(),
                    person.country(),
                    Boolean.toString(person.consents())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// The mapping of the columns that [#write] names, in the terms of `/imports`.
    public static Map<String, String> columns(String cohort) {
        return Map.of(
                "externalId", "id",
                "email", "email",
                "traits.firstName", "first_name",
                "traits.country", "country",
                "traits.demoRun", "=" + cohort,
                "consent.email.marketing", "opt_in");
    }

    private Person person(String id, String suffix, String address) {
        var dice = dice(id);
        return new Person(
                id + suffix,
                address + suffix + "@example.test",
                FirstNames.at(dice[0] & 0xff),
                COUNTRIES.get((dice[1] & 0xff) % COUNTRIES.size()),
                (((dice[2] & 0xff) << 8) | (dice[3] & 0xff)) % 5 != 0);
    }

    private byte[] dice(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((seed + "/" + id).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String addressOf(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
