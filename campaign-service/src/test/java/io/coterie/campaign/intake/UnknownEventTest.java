package io.coterie.campaign.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.campaign.support.CampaignServiceTest;
import io.coterie.kit.event.Ids;
import io.coterie.kit.event.ReceivedEvent;
import io.coterie.kit.intake.Effect;
import io.coterie.kit.intake.UnknownEventType;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class UnknownEventTest extends CampaignServiceTest {
    @Inject
    Effect effect;

    @ParameterizedTest
    @ValueSource(strings = {"customer.profile-changed.v2", "segment.memberships-changed.v9", "shop.opened.v1"})
    void anEventThatNobodyHereKnowsIsNotSilentlyDropped(String type) {
        var event = new ReceivedEvent(Ids.next(), type, "/test", List.of());

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> effect.apply(event)))
                .isInstanceOf(UnknownEventType.class)
                .hasMessageContaining(type);
    }
}
