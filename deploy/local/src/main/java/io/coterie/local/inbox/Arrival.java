package io.coterie.local.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/// One SMTP transaction. The client hears "accepted" after the mail is kept.
final class Arrival implements MessageHandler {
    private final MailStore store;
    private final Session session;
    private final Optional<MailFault> fault;
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    Arrival(MailStore store, Session session, Optional<MailFault> fault) {
        this.store = store;
        this.session = session;
        this.fault = fault;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) throws RejectException {
        if (fault.orElse(null) instanceof MailFault.Refuse(int code)) {
            throw new RejectException(code, "refused, as ordered");
        }
        recipients.add(address);
    }

    @Override
    public @Nullable String data(InputStream content) throws IOException {
        var raw = content.readAllBytes();
        return switch (fault.orElse(null)) {
            case MailFault.Slow(Duration delay) -> {
                var answer = keep(raw);
                pause(delay);
                yield answer;
            }
            case MailFault.Drop(boolean kept) -> {
                if (kept) {
                    keep(raw);
                }
                session.closeSocket();
                throw new IOException("hung up, as ordered");
            }
            case MailFault.Refuse _ -> throw new IllegalStateException("a refused mail has no recipient");
            case null -> keep(raw);
        };
    }

    @Override
    public void done() {}

    private String keep(byte[] raw) {
        return "kept as " + store.keep(sender, recipients, raw).id();
    }

    private static void pause(Duration delay) {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
