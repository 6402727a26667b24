package io.coterie.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.testkit.AmqpResource;
import io.coterie.testkit.MovableClockResource;
import io.coterie.testkit.OidcResource;
import io.coterie.testkit.PostgresResource;
import io.coterie.testkit.door.AccessMatrix;
import io.coterie.testkit.door.BadBodies;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Who may call what stands in `access.txt`; nonsense gets an answer that says what is wrong.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(AmqpResource.class)
@QuarkusTestResource(OidcResource.class)
@QuarkusTestResource(MovableClockResource.class)
class DoorTest {
    @TestHTTPResource
    URI base;

    @Test
    void everyEndpointIsInTheTableOfWhoMayCallIt() {
        assertThat(AccessMatrix.of(base).unlisted()).isEmpty();
    }

    @Test
    void onlyTheRolesOfAnEndpointMayCallIt() {
        assertThat(AccessMatrix.of(base).wrongDoors()).isEmpty();
    }

    @Test
    void aBodyThatIsNoJsonOfThisKindIsAnsweredWithAProblem() {
        assertThat(BadBodies.badlyAnswered(base)).isEmpty();
    }
}
