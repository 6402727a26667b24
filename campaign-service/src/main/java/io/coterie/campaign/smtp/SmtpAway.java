package io.coterie.campaign.smtp;

/// There is no connection to the mail server, or it did not let us in. The message is the kind of fault alone.
public final class SmtpAway extends Exception {
    SmtpAway(Exception cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
