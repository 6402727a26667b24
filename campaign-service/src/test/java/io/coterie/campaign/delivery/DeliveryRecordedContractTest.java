package io.coterie.campaign.delivery;

import io.coterie.campaign.support.Contracts;
import io.coterie.kit.event.Lane;
import io.coterie.kit.event.Origin;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryRecordedContractTest {
    @Test
    void deliveriesAreWrittenAsTheSampleShows() throws Exception {
        var delivery = new Due.Identity(
                0,
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000f1"),
                UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                "say-sorry",
                Lane.LIVE,
                new Origin(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        2),
                1,
                null);

        Contracts.writesTheSample(
                DeliveryRecorded.TYPE,
                DeliveryRecorded.of(
                        delivery, "email", "suppressed", Reason.NO_CONSENT, Instant.parse("2026-01-15T10:00:00Z")));
    }
}
