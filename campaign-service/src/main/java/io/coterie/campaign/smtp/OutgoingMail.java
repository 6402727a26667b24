package io.coterie.campaign.smtp;

import java.time.Instant;

/// A mail to one person, complete.
///
/// @param messageId with its angle brackets
/// @param unsubscribeUrl takes a POST of one click, as RFC 8058 has it
public record OutgoingMail(
        String to, String subject, String html, String text, String messageId, String unsubscribeUrl, Instant date) {}
