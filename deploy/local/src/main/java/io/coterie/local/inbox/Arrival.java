package io.coterie.local.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;

/// One SMTP transaction. The client hears "accepted" after the mail is kept.
final class Arrival implements MessageHandler {
    private final MailStore store;
    private final List<String> recipients = new ArrayList<>();
    private String sender = "";

    Arrival(MailStore store) {
        this.store = store;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) {
        recipients.add(address);
    }

    @Override
    public @Nullable String data(InputStream content) throws IOException {
        return "kept as "
                + store.keep(sender, recipients, content.readAllBytes()).id();
    }

    @Override
    public void done() {}
}
