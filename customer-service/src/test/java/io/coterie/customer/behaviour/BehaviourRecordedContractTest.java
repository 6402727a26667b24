package io.coterie.customer.behaviour;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.Contract;
import io.coterie.kit.event.JsonSettings;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BehaviourRecordedContractTest {
    @Test
    void whatIsWrittenIsTheGoldenSample() throws Exception {
        var properties = (ObjectNode)
                JsonSettings.mapper().readTree("{\"total\": 29.33, \"currency\": \"EUR\", \"quantity\": 2}");

        new Contract(BehaviourRecorded.TYPE)
                .isKeptBy(new BehaviourRecorded(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000b1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        0,
                        UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                        "Order Completed",
                        Instant.parse("2026-01-15T09:59:57Z"),
                        Instant.parse("2026-01-15T09:59:58Z"),
                        "shop",
                        false,
                        properties));
    }
}
