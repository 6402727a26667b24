package io.coterie.testkit;

import io.coterie.local.inbox.Inbox;
import io.coterie.local.inbox.KeptMail;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An SMTP server that keeps every mail for the test to read.
public final class SmtpResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Inbox inbox;

    /// Mails to the address, newest first, at most 1,000; an empty address means all.
    public static List<KeptMail> mails(String to) {
        return inbox().mails(to, 1_000);
    }

    public static int count(String to) {
        return inbox().count(to);
    }

    public static void clear() {
        inbox().clear();
    }

    @Override
    public Map<String, String> start() {
        return Map.of("coterie.smtp.host", "127.0.0.1", "coterie.smtp.port", Integer.toString(inbox().port()));
    }

    @Override
    public void stop() {
        // the inbox stays for the next test class, and ends with the JVM
    }

    private static synchronized Inbox inbox() {
        var open = inbox;
        if (open == null) {
            open = Inbox.open(Scratch.folder("inbox").root(), 0, Clock.systemUTC());
            inbox = open;
        }
        return open;
    }
}
