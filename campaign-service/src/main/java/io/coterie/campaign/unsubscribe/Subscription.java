package io.coterie.campaign.unsubscribe;

import java.util.UUID;

/// What a link in a mail lets its reader end: messages of one purpose on one channel.
///
/// @param delivery the mail with the link
public record Subscription(UUID delivery, UUID customer, String channel, String purpose) {}
