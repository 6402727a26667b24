package io.coterie.customer.profile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.customer.Contract;
import io.coterie.customer.identity.Identity;
import io.coterie.kit.event.JsonSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProfileChangedContractTest {
    @Test
    void whatIsWrittenIsTheGoldenSample() throws Exception {
        var traits = (ObjectNode) JsonSettings.mapper().readTree("""
                {"firstName": "Ann", "country": "DE", "birthday": "1988-04-02", "company": {"size": 50}}""");

        new Contract(ProfileChanged.TYPE)
                .isKeptBy(new ProfileChanged(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000a1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        0,
                        UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                        3,
                        false,
                        Instant.parse("2026-01-15T09:59:58.5Z"),
                        List.of(Identity.userId("c-17"), Identity.email("Ann@example.test")),
                        "ann@example.test",
                        "Europe/Vienna",
                        traits));
    }
}
