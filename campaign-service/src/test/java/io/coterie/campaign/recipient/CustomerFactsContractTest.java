package io.coterie.campaign.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.Contracts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CustomerFactsContractTest {
    @Test
    void profilesAreReadAsTheSampleShows() throws Exception {
        Profile profile = Contracts.parsedWithMore(Profile.TYPE, Profile.class);

        assertThat(profile.customerId()).hasToString("0199b3a0-0000-7000-8000-00000000ca01");
        assertThat(profile.version()).isEqualTo(3);
        assertThat(profile.email()).isEqualTo("ann@example.test");
        assertThat(profile.timeZone()).isEqualTo("Europe/Vienna");
        assertThat(profile.traits().get("firstName").asText()).isEqualTo("Ann");
    }

    @Test
    void consentsAreReadAsTheSampleShows() throws Exception {
        Consent consent = Contracts.parsedWithMore(Consent.TYPE, Consent.class);

        assertThat(consent.channel()).isEqualTo("email");
        assertThat(consent.purpose()).isEqualTo("marketing");
        assertThat(consent.granted()).isTrue();
        assertThat(consent.version()).isEqualTo(1);
        assertThat(consent.changedAt()).isEqualTo(Instant.parse("2026-01-15T09:59:58Z"));
    }
}
