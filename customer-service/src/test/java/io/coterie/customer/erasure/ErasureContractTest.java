package io.coterie.customer.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.customer.Contract;
import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.ErasureCompleted;
import io.coterie.kit.event.JsonSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureContractTest {
    private static final UUID ERASURE = UUID.fromString("0199b3a0-0000-7000-8000-0000000000e1");
    private static final UUID CUSTOMER = UUID.fromString("0199b3a0-0000-7000-8000-00000000ca01");
    private static final Instant TEN = Instant.parse("2026-01-15T10:00:00Z");

    @Test
    void whatIsWrittenIsTheGoldenSample() {
        new Contract(CustomerErased.TYPE)
                .isKeptBy(CustomerErased.of(new Erasure(
                        ERASURE,
                        CUSTOMER,
                        List.of(CUSTOMER, UUID.fromString("0199b3a0-0000-7000-8000-00000000ca02")),
                        TEN,
                        List.of("3f8c1d2b5a6e7f90112233445566778899aabbccddeeff00112233445566778e"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"segment", "campaign", "feedback"})
    void everyServicesReceiptIsUnderstood(String service) throws Exception {
        String type = service + ".erasure-completed.v1";
        var item = new Contract(type).sample().withObject("/data/items/0").put("addedLater", "x");

        ErasureCompleted receipt = JsonSettings.mapper().treeToValue(item, ErasureCompleted.class);

        assertThat(Receipts.isReceipt(type)).isTrue();
        assertThat(receipt.erasureId()).isEqualTo(ERASURE);
        assertThat(receipt.completedAt()).isEqualTo(TEN);
        assertThat(receipt.counts()).isNotEmpty();
    }

    @Test
    void aCertificateIsCompleteWhenAllFourHaveAnswered() {
        var early = new Receipts.Receipt(TEN, Map.of("behaviours", 2L));
        var late = new Receipts.Receipt(TEN.plusSeconds(3), Map.of());

        Certificate three =
                Certificate.of(ERASURE, CUSTOMER, TEN, Map.of("customer", early, "segment", late, "campaign", early));
        Certificate four = Certificate.of(
                ERASURE,
                CUSTOMER,
                TEN,
                Map.of("customer", early, "segment", late, "campaign", early, "feedback", early));

        assertThat(three.state()).isEqualTo("running");
        assertThat(three.completedAt()).isNull();
        assertThat(three.waitingFor()).containsExactly("feedback");
        assertThat(four.state()).isEqualTo("complete");
        assertThat(four.completedAt()).isEqualTo(TEN.plusSeconds(3));
        assertThat(four.waitingFor()).isEmpty();
    }
}
