package io.coterie.campaign.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.campaign.support.Facts;
import io.coterie.campaign.support.SegmentStandIn;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.Lane;
import io.coterie.testkit.SmtpResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BroadcastTest extends CampaignServiceTest {
    private final String segment = unique("segment");
    private final String host = unique("host") + ".test";

    private String addressOf(int number) {
        return "c" + number + "@" + host;
    }

    /// Customers of whom every tenth has not consented, as an import tells of them.
    private List<UUID> members(int count) {
        List<UUID> members = new ArrayList<>();
        List<Object> profiles = new ArrayList<>();
        List<Object> consents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID customer = Ids.next();
            members.add(customer);
            profiles.add(Facts.profile(customer, addressOf(i), Map.of("firstName", "N" + i)));
            consents.add(Facts.consent(customer, i % 10 != 0, 1, Facts.now()));
        }
        facts.profiles(Lane.BULK, profiles);
        facts.consents(consents);
        caughtUp();
        SegmentStandIn.has(segment, members);
        return members;
    }

    private void completed(String campaign) {
        soon().untilAsserted(
                        () -> assertThat(report(campaign).getString("state")).isEqualTo("completed"));
    }

    @Test
    void everyConsentingMemberGetsExactlyOneMailAndTheReportSumsUp() {
        members(1_200);
        String campaign = broadcast(List.of(segment), List.of());

        launch(campaign);
        launch(campaign);

        completed(campaign);
        launch(campaign);
        var report = report(campaign);
        assertThat(report.getInt("recipients")).isEqualTo(1_200);
        assertThat(report.getInt("sent")).isEqualTo(1_080);
        assertThat(report.getInt("uncertain")).isZero();
        assertThat(report.getInt("pending")).isZero();
        assertThat(report.<String, Integer>getMap("suppressed")).isEqualTo(Map.of("no-consent", 120));
        assertThat(report.<String, Object>getMap("audience"))
                .isEqualTo(Map.of("announced", 1_200, "read", 1_200, "complete", true));
        assertThat(report.getString("state")).isEqualTo("completed");
        for (int i = 0; i < 1_200; i++) {
            assertThat(SmtpResource.count(addressOf(i))).as(addressOf(i)).isEqualTo(i % 10 == 0 ? 0 : 1);
        }
        assertThat(mails(addressOf(7)).getFirst().subject()).isEqualTo("Hello N7");
    }

    @Test
    void allPagesAreOfOneInstant() {
        members(1_100);
        String campaign = broadcast(List.of(segment), List.of());

        launch(campaign);

        completed(campaign);
        List<String> queries = SegmentStandIn.queries();
        assertThat(queries).hasSize(3);
        assertThat(queries.getFirst()).isEqualTo("limit=500");
        String instant = queries.get(1).replaceAll(".*asOf=([^&]+).*", "$1");
        assertThat(queries.get(1)).isEqualTo("limit=500&after=500&asOf=" + instant);
        assertThat(queries.get(2)).isEqualTo("limit=500&after=1000&asOf=" + instant);
    }

    @Test
    void readingGoesOnWhereItStoppedAndDoublesNobody() {
        members(1_100);
        SegmentStandIn.failAtCall(1);
        String campaign = broadcast(List.of(segment), List.of());

        launch(campaign);

        soon().untilAsserted(() ->
                assertThat(report(campaign).getString("audience.problem")).isEqualTo("segment-service answered 503"));
        completed(campaign);
        assertThat(report(campaign).getInt("recipients")).isEqualTo(1_100);
        assertThat(report(campaign).getInt("audience.read")).isEqualTo(1_100);
        assertThat(SegmentStandIn.queries()).hasSize(4);
    }

    @Test
    void whoeverIsInAnExcludedSegmentIsLeftOut() {
        List<UUID> members = members(20);
        String excluded = unique("segment");
        SegmentStandIn.has(excluded, members.subList(5, 15));
        String campaign = broadcast(List.of(segment), List.of(excluded));

        launch(campaign);

        completed(campaign);
        assertThat(report(campaign).getInt("recipients")).isEqualTo(10);
        assertThat(outcome(campaign, members.get(7))).isEmpty();
        assertThat(outcome(campaign, members.get(2))).isEqualTo("sent");
    }

    @Test
    void aMemberOfTwoSegmentsIsOneRecipient() {
        List<UUID> members = members(12);
        String other = unique("segment");
        SegmentStandIn.has(other, members.subList(0, 6));
        String campaign = broadcast(List.of(segment, other), List.of());

        launch(campaign);

        completed(campaign);
        assertThat(report(campaign).getInt("recipients")).isEqualTo(12);
        assertThat(SmtpResource.count(addressOf(3))).isEqualTo(1);
    }

    @Test
    void anAudienceThatIsSmallerThanAnnouncedIsSeenInTheReport() {
        members(3);
        SegmentStandIn.pretendMore(2);
        String campaign = broadcast(List.of(segment), List.of());

        launch(campaign);

        completed(campaign);
        assertThat(report(campaign).getInt("audience.announced")).isEqualTo(5);
        assertThat(report(campaign).getInt("audience.read")).isEqualTo(3);
    }

    @Test
    void anUnknownSegmentIsAProblemThatTheReportTells() {
        String campaign = broadcast(List.of(unique("nowhere")), List.of());

        launch(campaign);

        soon().untilAsserted(() ->
                assertThat(report(campaign).getString("audience.problem")).isEqualTo("segment-service answered 404"));
        assertThat(report(campaign).getString("state")).isEqualTo("sending");
    }
}
