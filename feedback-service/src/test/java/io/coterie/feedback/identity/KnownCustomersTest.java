package io.coterie.feedback.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KnownCustomersTest {
    private static final Instant DAY = Instant.parse("2026-01-15T10:00:00Z");
    private final UUID id = UUID.randomUUID();
    private final Identity first = new Identity("user_id", "first-" + id);
    private final Identity second = new Identity("user_id", "second-" + id);

    @Inject
    KnownCustomers customers;

    @Test
    void theHigherVersionWinsInWhateverOrderItComes() {
        customers.remember(List.of(version(2, DAY, first)));
        customers.remember(List.of(version(10, DAY.minusSeconds(60), second)));
        customers.remember(List.of(version(9, DAY.plusSeconds(60), first)));
        assertThat(customers.ownerOf(List.of(first))).isEmpty();
        assertThat(customers.ownerOf(List.of(second))).contains(id);
    }

    @Test
    void ofSeveralVersionsInOneMessageTheHighestStays() {
        customers.remember(List.of(version(3, DAY, second), version(2, DAY, first), version(1, DAY)));
        assertThat(customers.ownerOf(List.of(first))).isEmpty();
        assertThat(customers.ownerOf(List.of(second))).contains(id);
    }

    @Test
    void theFirstIdentityThatAnybodyIsKnownByDecides() {
        customers.remember(List.of(version(1, DAY, second)));
        UUID other = UUID.randomUUID();
        Identity otherOwn = new Identity("email", other + "@example.test");
        customers.remember(List.of(KnownCustomer.of(other, 1, DAY, List.of(otherOwn))));
        assertThat(customers.ownerOf(List.of(first, otherOwn, second))).contains(other);
    }

    @Test
    void aCustomerIsKnownByTheOwnId() {
        customers.remember(List.of(version(1, DAY)));
        assertThat(customers.ownerOf(List.of(new Identity("customer_id", id.toString()))))
                .contains(id);
    }

    private KnownCustomer version(long version, Instant changedAt, Identity... identities) {
        return KnownCustomer.of(id, version, changedAt, List.of(identities));
    }
}
