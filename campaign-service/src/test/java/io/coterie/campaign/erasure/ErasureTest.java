package io.coterie.campaign.erasure;

import static io.coterie.campaign.support.Facts.change;
import static io.coterie.campaign.support.Facts.consent;
import static io.coterie.campaign.support.Facts.profile;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Ear;
import io.coterie.campaign.support.Facts;
import io.coterie.campaign.support.SegmentStandIn;
import io.coterie.campaign.support.SmtpGate;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.testkit.Traces;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ErasureTest extends CampaignServiceTest {
    private static final Set<String> WHAT_STAYS =
            Set.of("tombstone.customer_id", "erasure.customer_id", "erasure.customer_ids");

    @Inject
    DataSource dataSource;

    private final UUID erasure = Ids.next();
    private final String email = address();
    private final String name = unique("Ann");
    private final String segment = unique("segment");
    private final String other = unique("segment");
    private Ear receipts;
    private UUID ann;

    @BeforeEach
    void annIsKnown() throws Exception {
        receipts = new Ear("campaign.erasure-completed.v1");
        ann = facts.customer(email, Map.of("firstName", name));
    }

    @AfterEach
    void theServerIsBack() {
        SmtpGate.open();
        receipts.close();
    }

    @Test
    void nothingButTheTombstoneNamesThePersonAndTheReportsStillSumUp() throws Exception {
        String welcome = triggered("entered", segment);
        String later = triggered("entered", other);
        String path = unsubscribePathOfTheMailOf(segment);
        SmtpGate.shut();
        facts.changes(change(ann, other, "entered", "behaviour", 1));
        given().post(path).then().statusCode(200);
        annIsExcludedFromABroadcast();
        aMessageIsParkedAndAnEventIsPending();
        anAudienceIsReadUpToAnn(later);
        caughtUp();
        assertThat(traces())
                .contains(
                        "delivery.customer_id",
                        "recipient.email",
                        "recipient.traits",
                        "consent.customer_id",
                        "membership.customer_id",
                        "suppression.customer_id",
                        "audience_exclusion.customer_id",
                        "audience_part.next_page",
                        "outbox.body",
                        "parked_message.body");
        Set<String> hers = idsOfDeliveries();

        erase();

        JsonNode receipt = receipt();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
        hers.forEach(id -> assertThat(Traces.in(dataSource, UUID.fromString(id)))
                .as("what leads from delivery %s to its person", id)
                .isEmpty());
        assertThat(receipt.at("/counts/deliveries").asInt()).isEqualTo(2);
        assertThat(receipt.at("/counts/recipients").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/suppressions").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/exclusions").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/outbox").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/parked").asInt()).isEqualTo(1);
        assertThat(report(welcome).getInt("sent")).isEqualTo(1);
        assertThat(report(welcome).getInt("recipients")).isEqualTo(1);
        assertThat(report(later).getMap("suppressed")).isEqualTo(Map.of("erased", 1));
        assertThat(report(later).getInt("recipients")).isEqualTo(1);
    }

    @Test
    void whatIsBeingSentSettlesFirst() {
        String campaign = triggered("entered", segment);
        SmtpGate.shut();
        facts.changes(change(ann, segment, "entered", "behaviour", 1));
        caughtUp();
        sql("UPDATE delivery SET state = 'sending', claim = ?, leased_until = 'infinity' WHERE customer_id = ?");

        erase();

        soon().until(() -> !database.query(
                        "SELECT 1 FROM erasure WHERE id = ? AND lease_holder IS NULL AND leased_until IS NOT NULL",
                        row -> 1,
                        erasure)
                .isEmpty());
        assertThat(receipts.about(ann)).isEmpty();
        assertThat(outcome(campaign, ann)).isEqualTo("sending");
        SmtpGate.open();
        sql("UPDATE delivery SET claim = ?, leased_until = '-infinity' WHERE customer_id = ?");

        receipt();
        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
        assertThat(report(campaign).getInt("uncertain")).isEqualTo(1);
        assertThat(report(campaign).getInt("recipients")).isEqualTo(1);
        assertThat(mails(email)).isEmpty();
    }

    @Test
    void theLinkInAnOldMailAnswersAsEverAndRemembersNothing() {
        triggered("entered", segment);
        String path = unsubscribePathOfTheMailOf(segment);
        erase();
        receipt();

        given().get(path).then().statusCode(200).body(containsString("<form"));
        given().post(path).then().statusCode(200).body(containsString("unsubscribed"));

        soon().untilAsserted(() -> assertThat(traces()).isEqualTo(WHAT_STAYS));
    }

    @Test
    void lateEventsBringNobodyBackAndMailNobody() {
        String campaign = triggered("entered", segment);
        caughtUp();
        erase();
        receipt();

        facts.profiles(Lane.BULK, List.of(profile(ann, email, Map.of("firstName", name))));
        facts.consents(List.of(consent(ann, true, 9, Facts.now())));
        facts.changes(change(ann, segment, "entered", "behaviour", 9));
        caughtUp();

        assertThat(traces()).isEqualTo(WHAT_STAYS);
        assertThat(report(campaign).getInt("recipients")).isZero();
    }

    @Test
    void whoIsErasedBeforeAnythingIsKnownStaysUnknown() {
        ann = Ids.next();
        erase();
        assertThat(receipt().path("counts")).isEmpty();

        facts.profiles(Lane.LIVE, List.of(profile(ann, email, Map.of("firstName", name))));
        caughtUp();

        assertThat(Traces.in(dataSource, ann)).isEqualTo(WHAT_STAYS);
    }

    @Test
    void anAudienceFromBeforeTheErasureMakesNoRecipientOfThePerson() {
        UUID bob = facts.customer(address(), Map.of());
        caughtUp();
        erase();
        receipt();
        SegmentStandIn.has(segment, List.of(ann, bob));
        String campaign = broadcast(List.of(segment), List.of());

        launch(campaign);

        soon().untilAsserted(
                        () -> assertThat(report(campaign).getString("state")).isEqualTo("completed"));
        assertThat(report(campaign).getInt("recipients")).isEqualTo(1);
        assertThat(report(campaign).getInt("audience.read")).isEqualTo(2);
        assertThat(traces()).isEqualTo(WHAT_STAYS);
    }

    @Test
    void nothingIsSentOnceTheTombstoneIsSet() {
        String campaign = triggered("entered", segment);
        SmtpGate.shut();
        facts.changes(change(ann, segment, "entered", "behaviour", 1));
        caughtUp();
        database.update("INSERT INTO tombstone VALUES (?, ?, now())", ann, erasure);
        String bobsAddress = address();
        UUID bob = facts.customer(bobsAddress, Map.of());

        SmtpGate.open();
        facts.changes(change(bob, segment, "entered", "behaviour", 1));

        soon().untilAsserted(() -> assertThat(mails(bobsAddress)).hasSize(1));
        assertThat(outcome(campaign, ann)).isEqualTo("pending");
        erase();
        receipt();
        assertThat(report(campaign).getMap("suppressed")).isEqualTo(Map.of("erased", 1));
        assertThat(mails(email)).isEmpty();
    }

    private void erase() {
        facts.publish(
                Erasure.TYPE,
                Lane.LIVE,
                List.of(Map.of(
                        "id",
                        erasure,
                        "causationId",
                        erasure,
                        "correlationId",
                        erasure,
                        "hops",
                        0,
                        "customerId",
                        ann,
                        "customerIds",
                        List.of(ann),
                        "erasedAt",
                        Facts.now(),
                        "identityHashes",
                        List.of())));
    }

    private JsonNode receipt() {
        soon().until(() -> !receipts.about(ann).isEmpty());
        assertThat(receipts.about(ann).getFirst().path("erasureId").asText()).isEqualTo(erasure.toString());
        return receipts.about(ann).getFirst();
    }

    private String unsubscribePathOfTheMailOf(String trigger) {
        facts.changes(change(ann, trigger, "entered", "behaviour", 1));
        soon().untilAsserted(() -> assertThat(mails(email)).hasSize(1));
        return mails(email).getFirst().header("List-Unsubscribe").replaceAll("<https://shop\\.example(.*)>", "$1");
    }

    private void annIsExcludedFromABroadcast() {
        String included = unique("segment");
        String excluded = unique("segment");
        SegmentStandIn.has(included, List.of());
        SegmentStandIn.has(excluded, List.of(ann));
        launch(broadcast(List.of(included), List.of(excluded)));
        soon().until(() -> traces().contains("audience_exclusion.customer_id"));
    }

    private void aMessageIsParkedAndAnEventIsPending() {
        String item = "{\"customerId\": \"" + ann + "\", \"email\": \"" + email + "\"}";
        database.update(
                "INSERT INTO outbox (id, lane, type, body, leased_until)"
                        + " VALUES (?, 'LIVE', 'campaign.deliveries-recorded.v1', ?, 'infinity')",
                Ids.next(),
                ("{\"data\": {\"items\": [" + item + "]}}").getBytes(UTF_8));
        database.update(
                "INSERT INTO parked_message (id, lane, error, body) VALUES (?, 'LIVE', 'e', ?)",
                Ids.next(),
                ("[" + item + "]").getBytes(UTF_8));
    }

    private void anAudienceIsReadUpToAnn(String campaign) {
        database.update("""
                INSERT INTO audience_part (campaign_id, position, segment, excluded, next_page)
                SELECT id, 0, 'any', false, ? FROM campaign WHERE key = ?
                """, ann.toString(), campaign);
    }

    private Set<String> idsOfDeliveries() {
        return Set.copyOf(database.query(
                "SELECT unnest(ARRAY[id, trigger_id, correlation_id]) AS id FROM delivery WHERE customer_id = ?",
                row -> row.getString("id"),
                ann));
    }

    private void sql(String update) {
        database.update(update, UUID.randomUUID(), ann);
    }

    private Set<String> traces() {
        return Traces.in(dataSource, ann, email, name);
    }
}
