package io.coterie.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coterie.systemtest.fault.Kill;
import io.coterie.systemtest.fault.Moment;
import io.coterie.systemtest.fault.Outage;
import io.coterie.systemtest.load.Load;
import io.coterie.systemtest.load.Opening;
import io.coterie.systemtest.load.Shop;
import io.coterie.systemtest.reconciliation.Reconciliation;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.SharedSuite;
import io.coterie.systemtest.suite.Stack;
import io.coterie.systemtest.suite.Suite;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/// Facts keep coming while services are killed and the broker and the databases are away; afterwards everything is
/// there, once.
@ExtendWith(SharedSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {
    private static final long SEED = 4711;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<ServiceName> ALL = List.of(ServiceName.values());

    private final Shop shop = Shop.fresh("fair", 2000);
    private final Suite suite;
    private final BadMailServer mailServer;
    private final Backfill backfill;
    private final Load load;
    private final Reconciliation reconciliation;

    FaultsIT(Suite suite) {
        assumeThat(suite.hasRabbit())
                .as("claims about faults are made on RabbitMQ: install rabbitmq-server")
                .isTrue();
        this.suite = suite;
        this.mailServer = new BadMailServer(suite);
        this.backfill = new Backfill(suite);
        this.load = new Load(suite, shop, new Opening(suite, shop).open(), SEED);
        this.reconciliation = Reconciliation.begin(suite, shop);
    }

    @BeforeAll
    void begin() {
        mailServer.prepare();
        backfill.prepare();
        load.start();
    }

    @AfterAll
    void end() {
        load.close();
    }

    @Test
    @Order(1)
    void everyServiceIsKilledThreeTimesInTheMiddleOfItsWork() {
        var kills = List.of(
                new Round(Moment.ofMailsOnTheirWay(suite), Moment.ofUnacknowledgedDelivery(suite, ServiceName.SEGMENT)),
                new Round(
                        Moment.ofUnacknowledgedDelivery(suite, ServiceName.CAMPAIGN),
                        Moment.ofUnpublishedEvents(suite, ServiceName.SEGMENT)),
                new Round(
                        Moment.ofUnpublishedEvents(suite, ServiceName.CAMPAIGN),
                        Moment.ofUnacknowledgedDelivery(suite, ServiceName.SEGMENT)));
        for (var round : kills) {
            round.play();
        }
        awaitProgress();
    }

    /// Whom the others need least is killed first, so that there is work left for each to be killed in.
    private final class Round {
        private final Moment campaign;
        private final Moment segment;

        Round(Moment campaign, Moment segment) {
            this.campaign = campaign;
            this.segment = segment;
        }

        void play() {
            suite.mails().order("slow", "PT1S", 10);
            Kill.at(suite, ServiceName.CAMPAIGN, campaign);
            suite.mails().behave();
            Kill.at(suite, ServiceName.FEEDBACK, Moment.ofUnpublishedEvents(suite, ServiceName.FEEDBACK));
            Kill.at(suite, ServiceName.SEGMENT, segment);
            Kill.at(suite, ServiceName.CUSTOMER, Moment.ofUnpublishedEvents(suite, ServiceName.CUSTOMER));
            suite.start(ALL);
        }
    }

    @Test
    @Order(2)
    void aMinuteWithoutBrokerStopsNeitherIngestNorMailsNorBackfills() {
        var customer = suite.api(ServiceName.CUSTOMER);
        var before = load.ledger().size();
        try (var outage = Outage.begin(suite, Stack.BROKER, Duration.ofMinutes(1))) {
            backfill.isKilledAtHalfAndResumes();
            mailServer.isSlowRefusesAndHangsUp();
            Awaitility.await("the outbox shows that nothing flows")
                    .atMost(PATIENCE)
                    .until(() -> customer.healthReport().toString().contains("degraded"));

            assertThat(customer.readiness()).isEqualTo(200);
            assertThat(load.ledger().size()).as("facts acknowledged meanwhile").isGreaterThan(before + 100);
            outage.end();
        }
        awaitProgress();
    }

    @Test
    @Order(3)
    void twoMinutesWithoutPostgresqlParkNothing() {
        var resent = load.resent();
        try (var outage = Outage.begin(suite, Stack.POSTGRESQL, Duration.ofMinutes(2))) {
            ServiceName.WITH_TABLES.forEach(service -> awaitReadiness(service, 503));
            assertThat(suite.api(ServiceName.FEEDBACK).readiness()).isEqualTo(200);
            outage.end();
        }
        ServiceName.WITH_TABLES.forEach(service -> awaitReadiness(service, 200));
        assertThat(load.resent()).as("calls that were sent again").isGreaterThan(resent);
        awaitProgress();
    }

    @Test
    @Order(4)
    void afterwardsEverythingIsThereOnce() {
        var ledger = load.stop();
        System.out.println(load.counts());

        reconciliation.of(ledger);
    }

    /// Facts come in again, and segments flip by them.
    private void awaitProgress() {
        var facts = load.ledger().size();
        var flips = flips();
        Awaitility.await("facts flow")
                .atMost(PATIENCE)
                .until(() -> load.ledger().size() > facts + 50 && flips() > flips);
    }

    private void awaitReadiness(ServiceName service, int status) {
        Awaitility.await("readiness of " + service.key())
                .atMost(PATIENCE)
                .until(() -> suite.api(service).readiness(), found -> found == status);
    }

    private long flips() {
        return suite.rows(ServiceName.SEGMENT)
                .count(
                        "SELECT count(*) FROM membership_change JOIN segment s ON s.id = segment_id WHERE key LIKE ?",
                        shop.named("%"));
    }
}
