package io.coterie.campaign.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.PersonalData;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.event.Lane;
import io.coterie.kit.outbox.Outbox;
import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/// Everything that campaigns know of a customer. Deliveries come first, so that none is decided on half of the rest.
@Singleton
class CampaignRows implements PersonalData {
    static final String COMPLETED = "campaign.erasure-completed.v1";

    private final Database database;
    private final Clock clock;
    private final Outbox outbox;

    CampaignRows(Database database, Clock clock, Outbox outbox) {
        this.database = database;
        this.clock = clock;
        this.outbox = outbox;
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new NamedDeliveries(database, clock),
                new TableRows(database, "recipients", "recipient", "bucket, customer_id"),
                new TableRows(database, "consents", "consent", "bucket, customer_id, channel, purpose"),
                new TableRows(database, "memberships", "membership", "bucket, customer_id, segment"),
                new TableRows(database, "suppressions", "suppression", "bucket, customer_id, channel, purpose"),
                new TableRows(database, "exclusions", "audience_exclusion", "bucket, customer_id, campaign_id"),
                new PlacesInAudiences(database));
    }

    @Override
    public void erased(Erasure erasure, ErasureCompleted receipt) {
        outbox.append(COMPLETED, Lane.LIVE, List.of(receipt));
    }
}
