package io.coterie.campaign.definition;

import java.util.Locale;

/// A campaign's life: `draft`, then `active` (triggered) or `sending` and `completed` (broadcast); `paused` meanwhile.
public enum CampaignState {
    DRAFT,
    ACTIVE,
    SENDING,
    PAUSED,
    COMPLETED;

    /// As it stands in the database and in JSON.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CampaignState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
