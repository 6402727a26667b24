package io.coterie.kit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.kit.event.JsonSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void theItemTooManySaysThatThereIsMore() {
        Page<String> page = Page.of(List.of("a", "b", "c"), 2, item -> "after-" + item);

        assertThat(page.items()).containsExactly("a", "b");
        assertThat(page.next()).isEqualTo("after-b");
    }

    @Test
    void theLastPageSaysSoWithANull() throws Exception {
        Page<String> page = Page.of(List.of("a", "b"), 2, item -> item);

        assertThat(JsonSettings.mapper().writeValueAsString(page)).isEqualTo("{\"items\":[\"a\",\"b\"],\"next\":null}");
    }
}
