package io.coterie.campaign.smtp;

/// What came of handing a mail to the server.
public sealed interface Submission {
    /// The server has it.
    record Accepted() implements Submission {}

    /// The server will never take it; `code` is its answer.
    record Refused(int code) implements Submission {}

    /// Certainly not sent, and worth another try; `code` is the server's answer, or 0 without one.
    record NotSent(int code) implements Submission {}

    /// The connection broke after the mail began to flow: nobody knows whether it arrived.
    record Unanswered() implements Submission {}
}
