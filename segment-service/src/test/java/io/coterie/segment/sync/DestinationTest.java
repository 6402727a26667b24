package io.coterie.segment.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crm.example.test/hook",
                "http://crm.example.test/hook",
                "ftp://crm.example.test/hook",
                "file:///etc/passwd",
                "https:///hook",
                "https://user:password@crm.example.test/hook",
                "https://crm.example.test/hook#part",
                "https://crm.example.test:0/hook",
                "https://crm.example.test:65536/hook",
                "https://crm.example.test:99999999999/hook",
                "https://crm.example.test/a b"
            })
    void onlyHttpsUrlsWithAHostAndNothingElseAreTaken(String url) {
        assertThatThrownBy(() -> Destination.parse(url, false)).isInstanceOf(HttpProblem.class);
    }

    @Test
    void pathAndQueryAreSentAsTheyWereGiven() {
        Destination to = Destination.parse("https://crm.example.test/a%2Fb?token=x%20y", false);

        assertThat(to.host()).isEqualTo("crm.example.test");
        assertThat(to.port()).isEqualTo(443);
        assertThat(to.pathAndQuery()).isEqualTo("/a%2Fb?token=x%20y");
    }

    @Test
    void everyPortThatExistsIsTaken() {
        assertThat(Destination.parse("https://crm.example.test:1/", false).port())
                .isEqualTo(1);
        assertThat(Destination.parse("https://crm.example.test:65535/", false).port())
                .isEqualTo(65_535);
    }

    @Test
    void anAddressOfVersionSixLosesItsBrackets() {
        Destination to = Destination.parse("http://[2606:4700::1111]:8080", true);

        assertThat(to.host()).isEqualTo("2606:4700::1111");
        assertThat(to.port()).isEqualTo(8080);
        assertThat(to.pathAndQuery()).isEqualTo("/");
    }
}
