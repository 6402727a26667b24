package io.coterie.segment.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coterie.kit.event.EventFormat;
import io.coterie.kit.event.JsonSettings;
import io.coterie.kit.event.Origin;
import io.coterie.segment.evaluation.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is published is, to the letter, what the contract's sample shows; the sample itself is held against its schema
/// in event-contracts.
class ChangedMembershipContractTest {
    private static final ObjectMapper JSON = JsonSettings.mapper();

    @Test
    void aPublishedChangeEqualsTheGoldenSample() throws IOException {
        JsonNode sample = sample("segment.memberships-changed.v1");
        MembershipChange change = new MembershipChange(
                UUID.fromString("0199b3a0-0000-7000-8000-0000000000e1"),
                UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01"),
                new Definition.Ref(1, 1),
                "big-spenders",
                true,
                Cause.BEHAVIOUR,
                new Origin(
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c1"),
                        UUID.fromString("0199b3a0-0000-7000-8000-0000000000c0"),
                        1),
                7,
                Instant.parse("2026-01-15T09:59:57Z"),
                Instant.parse("2026-01-15T09:59:59Z"),
                List.of());
        EventFormat format = new EventFormat(
                JSON, Clock.fixed(Instant.parse("2026-01-15T10:00:00Z"), ZoneOffset.UTC), "segment-service");

        ObjectNode written = (ObjectNode) JSON.readTree(
                format.write(ChangeTable.ChangedMembership.TYPE, List.of(ChangeTable.ChangedMembership.of(change)))
                        .getFirst()
                        .body());

        written.set("id", sample.get("id"));
        assertThat((JsonNode) written).isEqualTo(sample);
    }

    static JsonNode sample(String type) throws IOException {
        try (InputStream file =
                ChangedMembershipContractTest.class.getResourceAsStream("/contracts/samples/" + type + ".json")) {
            return JSON.readTree(file);
        }
    }
}
