package io.coterie.campaign.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.Contracts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MembershipChangeContractTest {
    @Test
    void changesAreReadAsTheSampleShows() throws Exception {
        MembershipChange change = Contracts.parsedWithMore(MembershipChange.TYPE, MembershipChange.class);

        assertThat(change.segment()).isEqualTo("big-spenders");
        assertThat(change.change()).isEqualTo("entered");
        assertThat(change.cause()).isEqualTo("behaviour");
        assertThat(change.stateVersion()).isEqualTo(7);
        assertThat(change.hops()).isEqualTo(1);
        assertThat(change.recordedAt()).isEqualTo(Instant.parse("2026-01-15T09:59:59Z"));
        assertThat(change.mayTrigger()).isTrue();
    }
}
