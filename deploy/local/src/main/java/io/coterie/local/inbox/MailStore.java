package io.coterie.local.inbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Mails as they came, each a `.eml` file beside an `index.jsonl` that holds their envelopes.
final class MailStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Clock clock;
    private final List<Mail> mails = new ArrayList<>();
    private final Map<String, List<Mail>> byRecipient = new HashMap<>();
    private long last;

    MailStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        if (Files.exists(index())) {
            try (Stream<String> lines = Files.lines(index())) {
                lines.filter(line -> line.endsWith("}")).forEach(line -> remember(parsed(line)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + index(), e);
            }
        }
    }

    /// Kept once this returns: the file first, then its line in the index.
    synchronized Mail keep(String from, List<String> to, byte[] raw) {
        var mail = new Mail(
                "%09d".formatted(last + 1), clock.instant().toString(), from, List.copyOf(to), MailReader.subject(raw));
        try {
            Files.write(file(mail), raw);
            Files.writeString(
                    index(),
                    JSON.writeValueAsString(mail) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a mail in " + folder, e);
        }
        remember(mail);
        return mail;
    }

    /// Newest first, older than the mail `after`.
    ///
    /// @param to an address, or empty for all
    /// @param after an id, or empty for the newest
    synchronized List<Mail> page(String to, String after, int limit) {
        return to(to).reversed().stream()
                .filter(mail -> after.isEmpty() || mail.id().compareTo(after) < 0)
                .limit(limit)
                .toList();
    }

    synchronized int count(String to) {
        return to(to).size();
    }

    synchronized List<Mail> find(String id) {
        return mails.stream().filter(mail -> mail.id().equals(id)).toList();
    }

    byte[] raw(Mail mail) {
        try {
            return Files.readAllBytes(file(mail));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the mail " + mail.id(), e);
        }
    }

    synchronized void clear() {
        try {
            Files.deleteIfExists(index());
            for (var mail : mails) {
                Files.deleteIfExists(file(mail));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + folder, e);
        }
        mails.clear();
        byRecipient.clear();
    }

    private List<Mail> to(String address) {
        return address.isEmpty() ? mails : byRecipient.getOrDefault(key(address), List.of());
    }

    private void remember(Mail mail) {
        last = Long.parseLong(mail.id());
        mails.add(mail);
        mail.to().stream()
                .map(MailStore::key)
                .distinct()
                .forEach(address -> byRecipient
                        .computeIfAbsent(address, absent -> new ArrayList<>())
                        .add(mail));
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static Mail parsed(String line) {
        try {
            return JSON.readValue(line, Mail.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the mail index has a broken line", e);
        }
    }

    private Path index() {
        return folder.resolve("index.jsonl");
    }

    private Path file(Mail mail) {
        return folder.resolve(mail.id() + ".eml");
    }
}
