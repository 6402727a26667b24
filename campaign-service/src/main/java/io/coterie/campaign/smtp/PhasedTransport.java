package io.coterie.campaign.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// The library's transport, which also remembers whether a mail has begun to flow.
final class PhasedTransport extends SMTPTransport {
    private boolean dataBegun;

    PhasedTransport(Session session, URLName server) {
        super(session, server);
    }

    void beginMail() {
        dataBegun = false;
    }

    boolean dataBegun() {
        return dataBegun;
    }

    @Override
    protected OutputStream data() throws MessagingException {
        dataBegun = true;
        return super.data();
    }
}
