package io.coterie.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.testkit.door.ApiDocument;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// The OpenAPI document that is served, and its copy for readers in `docs/openapi`.
@QuarkusTest
class OpenApiTest {
    @TestHTTPResource
    URI base;

    @Test
    void theCopyIsWhatIsServed() {
        assertThat(ApiDocument.of(base, "feedback-service").drift()).isEmpty();
    }

    @Test
    void everyOperationSaysWhatItIsForAndWhoMustShowAToken() {
        assertThat(ApiDocument.of(base, "feedback-service").gaps()).isEmpty();
    }
}
