package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaTest {
    @Test
    void theFirstGoesByTheServicesNameAndTheOthersByANumber() {
        assertThat(Replica.each(2).map(Replica::name))
                .containsExactly(
                        "customer",
                        "segment",
                        "campaign",
                        "feedback",
                        "customer-2",
                        "segment-2",
                        "campaign-2",
                        "feedback-2");
    }

    @Test
    void aNameLeadsBackToTheReplica() {
        assertThat(Replica.each(12))
                .allSatisfy(replica -> assertThat(Replica.named(replica.name())).contains(replica));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stack", "amqp", "customer-", "customer-0", "customer-02x", "epmd-2"})
    void otherNamesAreNoReplicas(String name) {
        assertThat(Replica.named(name)).isEmpty();
    }
}
