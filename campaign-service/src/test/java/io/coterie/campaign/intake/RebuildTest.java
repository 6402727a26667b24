package io.coterie.campaign.intake;

import static io.coterie.campaign.support.Facts.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Facts;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RebuildTest extends CampaignServiceTest {
    private static final List<String> READ_MODELS = List.of("recipient", "consent", "membership");

    private final String segment = unique("segment");
    private final String ann = address();
    private final UUID customer = Ids.next();
    private final Map<String, @Nullable Object> profile = Facts.profile(customer, ann, Map.of("firstName", "Ann"));
    private final Map<String, @Nullable Object> consent = Facts.consent(customer, true, 1, Facts.now());
    private final Map<String, @Nullable Object> entered = change(customer, segment, "entered", "behaviour", 7);

    @Test
    void wipedReadModelsAreRebuiltByReplayAndNobodyIsWrittenToAgain() {
        String campaign = triggered("entered", segment);
        sentOneMail(campaign);
        List<String> before = rows();

        READ_MODELS.forEach(table -> run("DELETE FROM " + table + " WHERE customer_id = ?", customer));
        replay();

        assertThat(rows()).isEqualTo(before);
        assertThat(mails(ann)).hasSize(1);
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    void aReplayOfWhatIsKnownWritesNothing() {
        String campaign = triggered("entered", segment);
        sentOneMail(campaign);
        List<String> before = versionsOfRows();

        replay();

        assertThat(versionsOfRows()).isEqualTo(before);
        assertThat(mails(ann)).hasSize(1);
        assertThat(deliveries()).isEqualTo(1);
    }

    @Test
    void aReplayHurriesNoDeliveryThatWaits() {
        sentOneMail(triggered("entered", segment));
        run("UPDATE delivery SET state = 'pending', next_attempt_at = '2199-01-01' WHERE customer_id = ?", customer);

        replay();

        assertThat(all("SELECT next_attempt_at FROM delivery WHERE customer_id = ?"))
                .hasSize(1)
                .allMatch(time -> time.startsWith("2199"));
    }

    @Test
    void aReplayTriggersNoCampaignThatIsYoungerThanTheChange() {
        sentOneMail(triggered("entered", segment));
        String younger = triggered("entered", segment);
        run("DELETE FROM membership WHERE customer_id = ?", customer);

        replay();

        assertThat(outcome(younger, customer)).isEmpty();
    }

    private void sentOneMail(String campaign) {
        facts.profiles(Lane.LIVE, List.of(profile));
        facts.consents(List.of(consent));
        facts.changes(entered);
        soon().untilAsserted(() -> assertThat(outcome(campaign, customer)).isEqualTo("sent"));
        caughtUp();
    }

    /// As the owners tell it again.
    private void replay() {
        profile.put("historical", true);
        consent.put("historical", true);
        Map<String, @Nullable Object> again = new HashMap<>(entered);
        again.put("cause", "replay");
        facts.publish("customer.profile-changed.v1", Lane.BULK, List.of(profile));
        facts.publish("customer.consent-changed.v1", Lane.BULK, List.of(consent));
        facts.publish("segment.memberships-changed.v1", Lane.BULK, List.of(again));
        caughtUp();
    }

    /// What the read models say, but for the cause.
    private List<String> rows() {
        return all("""
                SELECT concat_ws('|', r.version, r.email, r.time_zone, r.traits, c.channel, c.purpose, c.version,
                                 c.granted, c.changed_at, m.segment, m.state_version, m.change_id, m.change,
                                 m.effective_at)
                FROM recipient r JOIN consent c USING (bucket, customer_id) JOIN membership m USING (bucket, customer_id)
                WHERE customer_id = ?
                """);
    }

    /// Which transactions wrote the rows.
    private List<String> versionsOfRows() {
        return all("""
                SELECT concat_ws('|', r.xmin, c.xmin, m.xmin)
                FROM recipient r JOIN consent c USING (bucket, customer_id) JOIN membership m USING (bucket, customer_id)
                WHERE customer_id = ?
                """);
    }

    private int deliveries() {
        return all("SELECT id FROM delivery WHERE customer_id = ?").size();
    }

    private List<String> all(String sql) {
        return QuarkusTransaction.requiringNew().call(() -> database.query(sql, row -> row.getString(1), customer));
    }

    private void run(String sql, Object... parameters) {
        QuarkusTransaction.requiringNew().run(() -> database.update(sql, parameters));
    }
}
