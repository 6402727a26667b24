package io.coterie.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.systemtest.suite.Http;
import io.coterie.systemtest.suite.Rows;
import io.coterie.systemtest.suite.ServiceName;
import io.coterie.systemtest.suite.Suite;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/// Opens a shop: from then on every customer is known to every service, and every segment and campaign works.
public record Opening(Suite suite, Shop shop) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    public Webhook open() {
        importCustomers();
        Shop.SEGMENTS.forEach(this::activate);
        Shop.FOR_GOOD.forEach(this::addCampaign);
        var webhook = Webhook.connect(suite, shop.key());
        Awaitility.await("all customers of " + shop.key() + " are known")
                .atMost(PATIENCE)
                .untilAsserted(this::assertKnown);
        return webhook;
    }

    private void importCustomers() {
        var file = IntStream.range(0, shop.customers())
                .mapToObj(each -> shop.externalId(each) + "," + shop.email(each) + "," + consent(each) + "\n")
                .collect(Collectors.joining("", "id,email,news\n", ""));
        var mapping = Map.of(
                "kind",
                "customers",
                "source",
                "local",
                "historical",
                true,
                "format",
                Map.of("delimiter", ",", "header", true),
                "columns",
                Map.of("externalId", "id", "email", "email", "consent.email.marketing", "news"));
        var form = """
                --part
                Content-Disposition: form-data; name="mapping"
                Content-Type: application/json

                %s
                --part
                Content-Disposition: form-data; name="file"; filename="customers.csv"
                Content-Type: text/csv

                """.formatted(Http.written(mapping)).replace("\n", "\r\n") + file + "\r\n--part--\r\n";
        suite.api(ServiceName.CUSTOMER)
                .post("/imports", "multipart/form-data; boundary=part", BodyPublishers.ofString(form));
    }

    private String consent(int customer) {
        return shop.mayBeMailed(customer) ? "yes" : shop.wasAsked(customer) ? "no" : "";
    }

    private void activate(String name) {
        var api = suite.api(ServiceName.SEGMENT);
        var path = "/segments/" + shop.named(name);
        api.post("/segments", Map.of("key", shop.named(name), "name", name, "rule", Rules.of(shop, name)));
        api.post(path + "/versions/1/activate", Map.of());
        Awaitility.await(path + " is active")
                .atMost(PATIENCE)
                .until(() -> api.get(path).path("state").asText(), "active"::equals);
    }

    private void addCampaign(String name) {
        var api = suite.api(ServiceName.CAMPAIGN);
        var key = shop.named(name);
        api.post("/templates", Map.of("key", key, "channel", "email", "subject", key, "html", "<p>Hello</p>"));
        api.post("/campaigns", Map.of("key", key, "template", key, "trigger", Map.of("entered", key)));
    }

    private void assertKnown() {
        var ids = People.of(suite, shop).ids().toArray(UUID[]::new);
        assertThat(ids).hasSize(shop.customers());
        var segment = suite.rows(ServiceName.SEGMENT);
        var campaign = suite.rows(ServiceName.CAMPAIGN);
        assertThat(count(segment, "customer_state", ids)).isEqualTo(shop.customers());
        assertThat(count(campaign, "recipient", ids)).isEqualTo(shop.customers());
        assertThat(count(campaign, "consent", ids))
                .isEqualTo(IntStream.range(0, shop.customers())
                        .filter(shop::wasAsked)
                        .count());
    }

    private static long count(Rows rows, String table, UUID[] customers) {
        return rows.count("SELECT count(*) FROM " + table + " WHERE customer_id = ANY (?)", (Object) customers);
    }
}
