package io.coterie.demo.purchases;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.demo.oracle.Awk;
import io.coterie.demo.oracle.CountedMembers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurchaseGeneratorTest {
    @TempDir
    Path folder;

    @Test
    void theSameSeedMakesTheSamePurchases() {
        assertThat(new PurchaseGenerator(200, 42).purchases()).isEqualTo(new PurchaseGenerator(200, 42).purchases());
        assertThat(new PurchaseGenerator(200, 43).purchases()).isNotEqualTo(new PurchaseGenerator(200, 42).purchases());
    }

    @Test
    void everyCustomerBuysSomethingOftenEnough() {
        var made = new PurchaseGenerator(5000, 42).purchases();

        assertThat(made.ids().size()).isGreaterThan(4900);
        assertThat(made.rows().size()).isBetween(20_000, 45_000);
    }

    @Test
    void everySegmentHasMembersAndOthers() {
        var members = counted(new PurchaseGenerator(5000, 42));

        assertThat(members.bigSpenders().size()).isBetween(500, 2000);
        assertThat(members.lapsing().size()).isBetween(500, 2000);
        assertThat(members.saveNow().size()).isBetween(50, 1000);
    }

    @Test
    void aSmallWorldHasAllOfThemToo() {
        var members = counted(new PurchaseGenerator(300, 42));

        assertThat(members.bigSpenders()).hasSizeGreaterThan(20);
        assertThat(members.saveNow()).hasSizeGreaterThan(3);
        assertThat(members.bigSpenders()).anyMatch(PurchaseGenerator::isUnhappy);
    }

    private CountedMembers counted(PurchaseGenerator generator) {
        var file = folder.resolve("made.csv");
        generator.purchases().write(file);
        return new Awk(",", true, "customer_id", "date", "amount").count(file, 1);
    }
}
