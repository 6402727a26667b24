package io.coterie.kit.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityHashesTest {
    private static final String OLD = "an old key that is long enough so";
    private static final String NEW = "a new key that is long enough, too";

    @Test
    void itIsTheHmacOfNamespaceAndValue() {
        // printf 'user_id:c-17' | openssl dgst -sha256 -hmac 'an old key that is long enough so'
        assertThat(new IdentityHashes(OLD, List.of()).of("user_id", "c-17"))
                .containsExactly("7cf1c341f8c5510a7320cd4b4ef1e33f7dc44186e35f77e27752c203b616bef6");
    }

    @Test
    void addressesAreComparedInLowerCaseAndIdsAreNot() {
        var hashes = new IdentityHashes(OLD, List.of());

        assertThat(hashes.of("email", " Ann@Example.test ")).isEqualTo(hashes.of("email", "ann@example.test"));
        assertThat(hashes.of("user_id", "C-17")).isNotEqualTo(hashes.of("user_id", "c-17"));
        assertThat(hashes.of("anonymous_id", "c-17")).isNotEqualTo(hashes.of("user_id", "c-17"));
    }

    @Test
    void whileKeysAreChangedAnIdIsKnownUnderEither() {
        var before = new IdentityHashes(OLD, List.of()).of("user_id", "c-17");
        var during = new IdentityHashes(NEW, List.of(OLD)).of("user_id", "c-17");
        var afterwards = new IdentityHashes(NEW, List.of()).of("user_id", "c-17");

        assertThat(during).hasSize(2).containsAll(before).containsAll(afterwards);
        assertThat(afterwards).doesNotContainAnyElementsOf(before);
    }

    @Test
    void aShortKeyIsRefusedWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentityHashes("secret", List.of()))
                .withMessageContaining("at least 32")
                .withMessageNotContaining("secret");
    }
}
