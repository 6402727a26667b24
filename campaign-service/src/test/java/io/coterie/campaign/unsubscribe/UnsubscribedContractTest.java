package io.coterie.campaign.unsubscribe;

import io.coterie.campaign.support.Contracts;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnsubscribedContractTest {
    @Test
    void unsubscribesAreWrittenAsTheSampleShows() throws Exception {
        Contracts.writesTheSample(
                Unsubscribed.TYPE,
                new Unsubscribed(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000f2"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        0,
                        UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                        "email",
                        "marketing",
                        "say-sorry",
                        Instant.parse("2026-01-15T10:00:00Z")));
    }
}
