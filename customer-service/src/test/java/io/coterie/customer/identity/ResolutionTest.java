package io.coterie.customer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final UUID ANN = UUID.randomUUID();
    private static final UUID VISITOR = UUID.randomUUID();

    private final Resolution resolution = new Resolution(
            Map.of(
                    Identity.userId("ann"), ANN,
                    Identity.email("ann@example.test"), ANN,
                    Identity.anonymousId("cookie"), VISITOR),
            Set.of(ANN));

    @Test
    void aKnownUserIdDecides() {
        assertThat(resolution.customerOf(new Who("ann", "cookie", null))).isEqualTo(ANN);
        assertThat(resolution.added()).isEmpty();
    }

    @Test
    void aNewUserIdJoinsTheVisitorItComesWith() {
        assertThat(resolution.customerOf(new Who("bob", "cookie", null))).isEqualTo(VISITOR);
        assertThat(resolution.added()).containsOnlyKeys(Identity.userId("bob"));
    }

    @Test
    void aSecondUserIdOnOneDeviceIsAnotherCustomer() {
        resolution.customerOf(new Who("bob", "cookie", null));
        UUID eve = resolution.customerOf(new Who("eve", "cookie", null));

        assertThat(eve).isNotIn(ANN, VISITOR);
        assertThat(resolution.customerOf(new Who(null, "cookie", null))).isEqualTo(VISITOR);
    }

    @Test
    void aVisitorDoesNotBecomeSomebodyByTypingTheirAddress() {
        UUID customer = resolution.customerOf(new Who(null, "cookie", "ann@example.test"));

        assertThat(customer).isEqualTo(VISITOR);
        assertThat(resolution.holds(customer, "ann@example.test")).isFalse();
    }

    @Test
    void anAddressAloneFindsItsCustomer() {
        assertThat(resolution.customerOf(new Who(null, null, "ann@example.test")))
                .isEqualTo(ANN);
    }

    @Test
    void theSameNewcomerInOneBatchIsCreatedOnce() {
        UUID first = resolution.customerOf(new Who("new", null, null));
        UUID second = resolution.customerOf(new Who("new", "other-cookie", null));

        assertThat(second).isEqualTo(first);
        assertThat(resolution.created()).containsExactly(first);
    }
}
