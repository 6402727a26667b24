package io.coterie.systemtest.discretion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The search finds what it is for; otherwise its silence would mean nothing.
class SuiteLogsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makeASuite() throws IOException {
        write("secrets/link", "c2VjcmV0LXNlY3JldC1zZWNy");
        write("demo/run/customers.csv", "id,email,first_name\n1,a@example.test,Chloé\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an e-mail address      | mail to ann.b+c@shop.example.test failed",
                "an e-mail address      | {\"message\":\"<ann@example.test>\"}",
                "a telephone number     | called +49 170 1234567",
                "a bearer token         | eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvcGVyYXRvciJ9.c2ln",
                "credentials            | Authorization: Basic d3JpdGUta2V5Og==",
                "the token of a link    | GET /l/u/AQGZs6AAAABwAIAAAAAAAADxAZmzoA",
                "a webhook's secret     | whsec_MfKQ9r8GKYqrTwjU",
                "a detail of the database | DETAIL:  Key (email)=(x) already exists.",
                "a first name           | Dear Chloé, welcome",
                "a secret               | secret=c2VjcmV0LXNlY3JldC1zZWNy.",
                "what a customer said   | comment: It came late"
            })
    void whatMustNotBeLoggedIsFound(String kind, String line) throws IOException {
        write("logs/campaign.log", "all is well\n" + line + "\n");

        assertThat(new SuiteLogs(folder).indiscretions())
                .anySatisfy(found -> {
                    assertThat(found.kind()).isEqualTo(kind);
                    assertThat(found.line()).isEqualTo(2);
                });
    }

    @Test
    void logsOfFormerProcessesAndOfTheBrokerAreSearchedToo() throws IOException {
        write("logs/segment.log.1", "ann@example.test\n");
        write("logs/kept/segment-000.log", "ann@example.test\n");
        write("rabbitmq/log/coterie@localhost.log", "ann@example.test\n");

        assertThat(new SuiteLogs(folder).indiscretions()).hasSize(3);
    }

    @Test
    void idsClassesAndAddressesOfMachinesAreNoIndiscretion() throws IOException {
        write("logs/stack.log", """
                2026-11-25 08:13:17,164 INFO  [io.quarkus] (main) started on http://127.0.0.1:8081
                parked an item of event 01a211c4-350c-7046-8df2-8e0cc758de09: io.coterie.kit.sql.StoreFailure
                node coterie@localhost, io.vertx.core.Impl@5e2c3d18, +0.5 s, Chloéstrasse
                """);

        assertThat(new SuiteLogs(folder).indiscretions()).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
