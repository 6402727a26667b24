package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTest {
    private static final Map<String, Long> ALL = Map.of(
            "stack", 1L, "customer", 2L, "segment", 3L, "campaign", 4L, "feedback", 5L, "amqp", 6L, "postgresql", 7L);

    @Test
    void theJsonHasTheUrlsTheWriteKeyAndThePids() throws Exception {
        var json = new ObjectMapper().readTree(status(ALL).json());

        assertThat(json.fieldNames()).toIterable().containsExactly("customer", "inbox", "amqp", "writeKey", "pids");
        assertThat(json.path("pids").path("segment").asLong()).isEqualTo(3);
    }

    @Test
    void theTableShowsNoPassword() {
        assertThat(status(ALL).table())
                .contains("amqp://coterie@127.0.0.1:8088")
                .doesNotContain("pass-word");
    }

    @Test
    void aSuiteWithADeadServiceDoesNotRun() {
        var without = new LinkedHashMap<>(ALL);
        without.remove("feedback");

        assertThat(status(ALL).isRunning()).isTrue();
        assertThat(status(without).isRunning()).isFalse();
    }

    private static Status status(Map<String, Long> pids) {
        var urls = new LinkedHashMap<String, String>();
        urls.put("customer", "http://127.0.0.1:8081");
        urls.put("inbox", "http://127.0.0.1:8085");
        urls.put("amqp", "amqp://coterie:pass-word@127.0.0.1:8088/%2F");
        return new Status(urls, "key", pids);
    }
}
