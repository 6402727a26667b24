package io.coterie.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.testkit.door.AccessMatrix;
import io.coterie.testkit.door.BadBodies;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// Who may call what stands in `access.txt`; nonsense gets an answer that says what is wrong.
@QuarkusTest
class DoorTest extends CampaignServiceTest {
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
