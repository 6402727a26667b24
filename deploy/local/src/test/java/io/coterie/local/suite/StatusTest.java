package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
    private static final Map<String, Long> ALL = Map.ofEntries(
            Map.entry("stack", 1L),
            Map.entry("customer", 2L),
            Map.entry("customer-2", 8L),
            Map.entry("segment", 3L),
            Map.entry("campaign", 4L),
            Map.entry("feedback", 5L),
            Map.entry("amqp", 6L),
            Map.entry("postgresql", 7L));

    @Test
    void theJsonHasTheUrlsTheWriteKeyTheReplicasAndThePids() throws Exception {
        var json = json(status(ALL));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("customer", "inbox", "amqp", "writeKey", "replicas", "pids");
        assertThat(json.path("pids").path("segment").asLong()).isEqualTo(3);
    }

    @Test
    void theJsonListsTheUrlOfEveryReplicaTheFirstOnesFirst() throws Exception {
        var json = json(status(ALL));

        assertThat(json.path("replicas").path("customer").valueStream().map(JsonNode::asText))
                .containsExactly("http://127.0.0.1:8081", "http://127.0.0.1:8090");
        assertThat(json.path("replicas").path("segment").valueStream().map(JsonNode::asText))
                .containsExactly("http://127.0.0.1:8082");
        assertThat(json.path("pids").path("customer-2").asLong()).isEqualTo(8);
    }

    @Test
    void theTableHasALineForEveryReplica() {
        assertThat(status(ALL).table().lines().map(line -> line.split(" +", 2)[0]))
                .containsExactly("customer", "customer-2", "segment", "campaign", "feedback", "inbox", "amqp");
    }

    @Test
    void theTableShowsNoPassword() {
        assertThat(status(ALL).table())
                .contains("amqp://coterie@127.0.0.1:8088")
                .doesNotContain("pass-word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"feedback", "customer-2", "stack"})
    void aSuiteWithADeadProcessDoesNotRun(String dead) {
        var without = new LinkedHashMap<>(ALL);
        without.remove(dead);

        assertThat(status(ALL).isRunning()).isTrue();
        assertThat(status(without).isRunning()).isFalse();
    }

    private static JsonNode json(Status status) throws Exception {
        return new ObjectMapper().readTree(status.json());
    }

    private static Status status(Map<String, Long> pids) {
        var urls = new LinkedHashMap<String, String>();
        urls.put("customer", "http://127.0.0.1:8081");
        urls.put("inbox", "http://127.0.0.1:8085");
        urls.put("amqp", "amqp://coterie:pass-word@127.0.0.1:8088/%2F");
        var replicas = new LinkedHashMap<Service, List<String>>();
        var port = 8081;
        for (var service : Service.values()) {
            replicas.put(service, List.of("http://127.0.0.1:" + port++));
        }
        replicas.put(Service.CUSTOMER, List.of("http://127.0.0.1:8081", "http://127.0.0.1:8090"));
        return new Status(urls, replicas, "key", pids);
    }
}
