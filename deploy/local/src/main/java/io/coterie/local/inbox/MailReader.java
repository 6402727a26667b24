package io.coterie.local.inbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// Reads MIME. What cannot be read is shown as empty, for the raw mail is kept anyway.
final class MailReader {
    private static final Session SESSION = Session.getInstance(new Properties());

    private MailReader() {}

    static String subject(byte[] raw) {
        try {
            return subject(new MimeMessage(SESSION, new ByteArrayInputStream(raw)));
        } catch (MessagingException | IOException unreadable) {
            return "";
        }
    }

    static KeptMail read(Mail mail, byte[] raw) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            return new KeptMail(
                    mail.id(),
                    mail.receivedAt(),
                    mail.from(),
                    mail.to(),
                    mail.subject(),
                    headers(message),
                    body(message, "text/plain"),
                    body(message, "text/html"));
        } catch (MessagingException | IOException unreadable) {
            return new KeptMail(mail.id(), mail.receivedAt(), mail.from(), mail.to(), mail.subject(), Map.of(), "", "");
        }
    }

    private static String subject(MimeMessage message) throws MessagingException, IOException {
        var header = message.getHeader("Subject", null);
        return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
    }

    private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>())
                    .add(MimeUtility.unfold(header.getValue()));
        }
        return headers;
    }

    private static String body(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                var found = body(child, type);
                if (!found.isEmpty()) {
                    return found;
                }
            }
        }
        return "";
    }
}
