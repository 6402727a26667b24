package io.coterie.campaign.smtp;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

/// One connection to the mail server, kept open from mail to mail. One thread uses it.
public final class SmtpConnection implements AutoCloseable {
    private static final String STREAMS = "jakarta.mail.util.StreamProvider";
    private static final Set<Integer> WANTS_LOGIN = Set.of(530, 534, 535, 538);

    /// So soon after an answer nobody asks whether the server is still there.
    private static final long TRUSTED_NANOS = 1_000_000_000L;

    static {
        // Named, it need not be searched for in every jar for every part of every mail.
        if (System.getProperty(STREAMS) == null) {
            System.setProperty(STREAMS, MailStreamProvider.class.getName());
        }
    }

    private final SmtpConfig config;
    private final Session session;
    private final InternetAddress from;
    private @Nullable PhasedTransport transport;
    private long lastAnswer = System.nanoTime() - TRUSTED_NANOS;

    /// @throws IllegalArgumentException when the configured sender is no address
    public SmtpConnection(SmtpConfig config) {
        this.config = config;
        this.session = Session.getInstance(settings(config));
        try {
            this.from = MailText.address(config.from());
        } catch (MessagingException wrong) {
            throw new IllegalArgumentException(
                    "coterie.smtp.from: expected an address such as Shop <news@example.com>");
        }
    }

    /// Whether mail can go to such an address at all.
    public static boolean isAddress(String text) {
        try {
            MailText.address(text);
            return true;
        } catch (MessagingException refused) {
            return false;
        }
    }

    /// The part after the @ of the sender: where our Message-IDs are unique.
    public String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }

    /// Makes sure that the server is there and listens, so that a mail is only claimed when it can go.
    public void open() throws SmtpAway {
        if (transport != null && (justUsed() || transport.isConnected())) {
            return;
        }
        close();
        PhasedTransport fresh =
                new PhasedTransport(session, new URLName("smtp", config.host(), config.port(), null, null, null));
        try {
            fresh.connect(
                    config.host(),
                    config.port(),
                    config.username().orElse(null),
                    config.password().orElse(null));
            transport = fresh;
        } catch (MessagingException away) {
            throw new SmtpAway(away);
        }
    }

    private boolean justUsed() {
        return System.nanoTime() - lastAnswer < TRUSTED_NANOS;
    }

    /// Hands over one mail. Whatever goes wrong is told apart by what the server can have seen of it.
    public Submission send(OutgoingMail mail) {
        PhasedTransport open = transport;
        if (open == null) {
            return new Submission.NotSent(0);
        }
        open.beginMail();
        try {
            InternetAddress to = MailText.address(mail.to());
            open.sendMessage(new MailText(session, from, to, mail), new Address[] {to});
            lastAnswer = System.nanoTime();
            return new Submission.Accepted();
        } catch (MessagingException | RuntimeException failed) {
            Submission outcome = outcome(answerIn(failed), open.dataBegun());
            if (!(outcome instanceof Submission.Refused)) {
                close();
            }
            return outcome;
        }
    }

    /// An answer settles it: 4xx is not now, 5xx is never, but for those that want us to log in first. Without one it
    /// matters whether the mail had begun to flow.
    private static Submission outcome(int answer, boolean dataBegun) {
        if (answer >= 500 && !WANTS_LOGIN.contains(answer)) {
            return new Submission.Refused(answer);
        }
        if (answer >= 400) {
            return new Submission.NotSent(answer);
        }
        return dataBegun ? new Submission.Unanswered() : new Submission.NotSent(0);
    }

    private static int answerIn(Exception failed) {
        int answer = 0;
        Exception each = failed;
        while (each != null) {
            answer = Math.max(
                    answer,
                    switch (each) {
                        case SMTPAddressFailedException recipient -> recipient.getReturnCode();
                        case SMTPSenderFailedException sender -> sender.getReturnCode();
                        case SMTPSendFailedException other -> other.getReturnCode();
                        default -> 0;
                    });
            each = each instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return answer;
    }

    private static Properties settings(SmtpConfig config) {
        String millis = String.valueOf(config.timeout().toMillis());
        Properties settings = new Properties();
        settings.setProperty("mail.smtp.connectiontimeout", millis);
        settings.setProperty("mail.smtp.timeout", millis);
        settings.setProperty("mail.smtp.writetimeout", millis);
        settings.setProperty("mail.smtp.localhost", "coterie");
        settings.setProperty("mail.smtp.quitwait", "false");
        settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        settings.setProperty("mail.smtp.auth", String.valueOf(config.username().isPresent()));
        settings.setProperty("mail.smtp.starttls.enable", String.valueOf(config.starttls()));
        settings.setProperty("mail.smtp.starttls.required", String.valueOf(config.starttls()));
        return settings;
    }

    @Override
    public void close() {
        PhasedTransport old = transport;
        transport = null;
        if (old != null) {
            try {
                old.close();
            } catch (MessagingException gone) {
                // it was closed by the other side
            }
        }
    }
}
