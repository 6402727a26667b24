package io.coterie.local.inbox;

import java.time.Duration;

/// What a mail server does wrong to one mail.
sealed interface MailFault {
    /// Keeps the mail, and answers late.
    record Slow(Duration delay) implements MailFault {}

    /// Answers the recipient with this code: 4xx is not now, 5xx is never.
    record Refuse(int code) implements MailFault {}

    /// Hangs up after the mail has come, without an answer.
    ///
    /// @param kept whether the mail was kept before
    record Drop(boolean kept) implements MailFault {}
}
