package io.coterie.campaign.definition;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A campaign as JSON shows it; exactly one of trigger and audience is there.
record CampaignView(
        String key,
        String template,
        String channel,
        String purpose,
        String state,
        @Nullable Map<String, String> trigger,
        @Nullable Map<String, List<String>> audience,
        Duration expires,
        Instant createdAt,
        @Nullable Instant launchedAt) {

    static CampaignView of(Campaign campaign) {
        Occasion occasion = campaign.occasion();
        return new CampaignView(
                campaign.key,
                campaign.template,
                campaign.channel,
                campaign.purpose,
                campaign.stateText,
                occasion instanceof Occasion.Trigger trigger ? Map.of(trigger.change(), trigger.segment()) : null,
                occasion instanceof Occasion.Audience audience
                        ? Map.of("include", audience.include(), "exclude", audience.exclude())
                        : null,
                Duration.ofSeconds(campaign.expiresSeconds),
                campaign.createdAt,
                campaign.launchedAt);
    }
}
