package io.coterie.campaign.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

/// A mail as MIME: plain text and HTML as alternatives, UTF-8, our own Message-ID, one-click unsubscribe.
final class MailText extends MimeMessage {
    private static final String UTF_8 = "UTF-8";

    private final String messageId;

    MailText(Session session, InternetAddress from, InternetAddress to, OutgoingMail mail) throws MessagingException {
        super(session);
        this.messageId = mail.messageId();
        setFrom(from);
        setRecipient(RecipientType.TO, to);
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(mail.date()));
        setHeader("List-Unsubscribe", "<" + mail.unsubscribeUrl() + ">");
        setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        setContent(new MimeMultipart("alternative", part("plain", mail.text()), part("html", mail.html())));
        saveChanges();
    }

    /// @throws MessagingException when no mail can go to such an address
    static InternetAddress address(String text) throws MessagingException {
        return new InternetAddress(text, true);
    }

    private static MimeBodyPart part(String subtype, String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
