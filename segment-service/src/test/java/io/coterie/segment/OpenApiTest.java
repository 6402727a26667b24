package io.coterie.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.coterie.testkit.door.ApiDocument;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// The OpenAPI document that is served, and its copy for readers in `docs/openapi`.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class OpenApiTest {
    @TestHTTPResource
    URI base;

    @Test
    void theCopyIsWhatIsServed() {
        assertThat(ApiDocument.of(base, "segment-service").drift()).isEmpty();
    }

    @Test
    void everyOperationSaysWhatItIsForAndWhoMustShowAToken() {
        assertThat(ApiDocument.of(base, "segment-service").gaps()).isEmpty();
    }
}
