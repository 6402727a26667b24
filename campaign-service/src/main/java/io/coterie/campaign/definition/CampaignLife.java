package io.coterie.campaign.definition;

import io.coterie.campaign.topic.Topics;
import io.coterie.kit.sql.Database;
import io.coterie.kit.sql.Notifications;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Launching and pausing. Both may be repeated: the second time changes nothing.
@Singleton
class CampaignLife {
    private static final String PLAN_PART = """
            INSERT INTO audience_part (campaign_id, position, segment, excluded) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;
    private static final String HOLD_PENDING = """
            UPDATE delivery SET next_attempt_at = 'infinity'
            WHERE campaign_id = ? AND decided_at IS NULL AND state = 'pending'
            """;
    private static final String RELEASE_PENDING = """
            UPDATE delivery SET next_attempt_at = clock_timestamp()
            WHERE campaign_id = ? AND decided_at IS NULL AND state = 'pending'
            """;

    private final CampaignRepository campaigns;
    private final Database database;
    private final Notifications notifications;
    private final Clock clock;

    CampaignLife(CampaignRepository campaigns, Database database, Notifications notifications, Clock clock) {
        this.campaigns = campaigns;
        this.database = database;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// Empty where there is no such campaign.
    @Transactional
    Optional<Campaign> launch(String key) {
        Optional<Campaign> found = campaigns.locked(key);
        found.ifPresent(this::launch);
        return found;
    }

    private void launch(Campaign campaign) {
        boolean resumed = campaign.state() == CampaignState.PAUSED;
        campaign.launch(clock.instant());
        campaigns.flush();
        if (campaign.occasion() instanceof Occasion.Audience audience) {
            plan(campaign, audience);
            notifications.afterCommit(Topics.AUDIENCES);
        }
        if (resumed) {
            database.update(RELEASE_PENDING, campaign.id);
            notifications.afterCommit(Topics.DELIVERIES);
        }
    }

    /// Whom to leave out is read first, so that nobody is in for a moment.
    private void plan(Campaign campaign, Occasion.Audience audience) {
        List<Object[]> parts = new ArrayList<>();
        audience.exclude().forEach(segment -> parts.add(new Object[] {campaign.id, parts.size(), segment, true}));
        audience.include().forEach(segment -> parts.add(new Object[] {campaign.id, parts.size(), segment, false}));
        database.batch(PLAN_PART, parts);
    }

    /// Empty where there is no such campaign; else the campaign, paused or in a state that cannot be.
    @Transactional
    Optional<Campaign> pause(String key) {
        Optional<Campaign> found = campaigns.locked(key);
        found.filter(Campaign::pause).ifPresent(campaign -> {
            campaigns.flush();
            database.update(HOLD_PENDING, campaign.id);
        });
        return found;
    }
}
