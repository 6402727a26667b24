package io.coterie.campaign.definition;

import io.coterie.kit.event.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// What is sent to whom and why: to all members of segments once, or to each who enters or leaves one.
@Entity
@Table(name = "campaign")
class Campaign {
    @Id
    UUID id;

    String key;
    String template;
    String channel;
    String purpose;

    @Column(name = "state")
    String stateText;

    @Column(name = "trigger_change")
    @Nullable
    String triggerChange;

    @Column(name = "trigger_segment")
    @Nullable
    String triggerSegment;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] include;

    @JdbcTypeCode(SqlTypes.ARRAY)
    String[] exclude;

    @Column(name = "expires_seconds")
    long expiresSeconds;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "launched_at")
    @Nullable
    Instant launchedAt;

    /// For Hibernate.
    @SuppressWarnings("NullAway.Init")
    protected Campaign() {}

    Campaign(String key, String template, String purpose, Occasion occasion, Duration expires, Instant now) {
        this.id = Ids.next();
        this.key = key;
        this.template = template;
        this.channel = "email";
        this.purpose = purpose;
        this.stateText = CampaignState.DRAFT.text();
        this.include = new String[0];
        this.exclude = new String[0];
        this.expiresSeconds = expires.toSeconds();
        this.createdAt = now;
        switch (occasion) {
            case Occasion.Trigger trigger -> {
                triggerChange = trigger.change();
                triggerSegment = trigger.segment();
            }
            case Occasion.Audience audience -> {
                include = audience.include().toArray(String[]::new);
                exclude = audience.exclude().toArray(String[]::new);
            }
        }
    }

    Occasion occasion() {
        return triggerSegment != null && triggerChange != null
                ? new Occasion.Trigger(triggerChange, triggerSegment)
                : new Occasion.Audience(List.of(include), List.of(exclude));
    }

    CampaignState state() {
        return CampaignState.of(stateText);
    }

    /// Makes a draft or a paused campaign run; what runs or has run stays as it is.
    void launch(Instant now) {
        if (state() == CampaignState.DRAFT || state() == CampaignState.PAUSED) {
            stateText = running().text();
            launchedAt = launchedAt == null ? now : launchedAt;
        }
    }

    /// Whether it is paused now: only what runs can be paused.
    boolean pause() {
        if (state() == CampaignState.ACTIVE || state() == CampaignState.SENDING) {
            stateText = CampaignState.PAUSED.text();
        }
        return state() == CampaignState.PAUSED;
    }

    private CampaignState running() {
        return switch (occasion()) {
            case Occasion.Trigger ignored -> CampaignState.ACTIVE;
            case Occasion.Audience ignored -> CampaignState.SENDING;
        };
    }
}
