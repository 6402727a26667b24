package io.coterie.customer.heartbeat;

import io.coterie.customer.Contract;
import io.coterie.kit.heartbeat.Heartbeat;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeartbeatContractTest {
    @Test
    void whatIsWrittenIsTheGoldenSample() {
        UUID id = UUID.fromString("0199b3a0-0000-7000-8000-0000000000b1");
        new Contract(Heartbeat.typeOf("customer"))
                .isKeptBy(new Heartbeat(
                        id,
                        id,
                        id,
                        0,
                        Instant.parse("2026-01-15T09:59:59.812345Z"),
                        48231,
                        Map.of(
                                "customer.behaviours-recorded.v1",
                                1204L,
                                "customer.consent-changed.v1",
                                96L,
                                "customer.profile-changed.v1",
                                311L)));
    }
}
