package io.coterie.campaign.delivery;

import java.util.Locale;

/// Why somebody did not get a message.
public enum Reason {
    /// There is no consent for this channel and purpose.
    NO_CONSENT,
    /// The link in a message was used, and no newer consent was given since.
    UNSUBSCRIBED,
    /// The customer left again (or came back) before the message went out.
    NO_LONGER_APPLIES,
    /// It took longer than the campaign allows.
    EXPIRED,
    /// No profile of the customer has arrived.
    UNKNOWN_RECIPIENT,
    /// The profile has no address.
    NO_ADDRESS,
    /// The address cannot be one.
    INVALID_ADDRESS,
    /// The template does not render for this customer within its limits.
    TEMPLATE_FAILED,
    /// The mail server will never take a message to this address.
    REFUSED_BY_SERVER,
    /// The person was erased before their turn came.
    ERASED;

    /// As it stands in the database, in JSON and in events: `no-consent`.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
