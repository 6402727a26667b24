package io.coterie.customer.source;

import static io.coterie.customer.Api.as;
import static io.coterie.customer.Api.openSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SourceResourceTest {
    @Test
    void theWriteKeyIsShownOnceOnly() {
        var source = openSource();

        String listed = as("operator")
                .get("/sources?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(source.writeKey()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(listed)
                .contains(source.key())
                .doesNotContain(source.writeKey())
                .doesNotContain("writeKey");
    }

    @Test
    void aKeyIsTakenOnce() {
        var source = openSource();

        as("operator")
                .body(Map.of("key", source.key(), "name", "Again"))
                .post("/sources")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://coterie.io/problems/key-taken"));
        as("operator")
                .body(Map.of("key", "Not a Key", "name", "x"))
                .post("/sources")
                .then()
                .statusCode(400)
                .body("field", equalTo("key"));
    }
}
