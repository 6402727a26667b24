package io.coterie.customer.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.customer.Contract;
import io.coterie.kit.event.JsonSettings;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentContractTest {
    @Test
    void whatIsWrittenIsTheGoldenSample() {
        new Contract(ConsentChanged.TYPE)
                .isKeptBy(new ConsentChanged(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000d1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        0,
                        UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                        "email",
                        "marketing",
                        true,
                        1,
                        Instant.parse("2026-01-15T09:59:58Z"),
                        false));
    }

    @Test
    void anUnsubscriptionIsUnderstood() throws Exception {
        var item = new Contract("campaign.unsubscribed.v1")
                .sample()
                .withObject("/data/items/0")
                .put("addedLater", "x");

        var read = JsonSettings.mapper().treeToValue(item, Unsubscriptions.Unsubscribed.class);

        assertThat(read.choice().choice()).isEqualTo(new ConsentChoice("email", "marketing", false));
        assertThat(read.choice().at()).isEqualTo("2026-01-15T10:00:00Z");
        assertThat(read.choice().origin().causationId()).isEqualTo(read.id());
        assertThat(read.choice().origin().hops()).isEqualTo(1);
    }
}
