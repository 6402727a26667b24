package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: service
            spec:
              selector:
                matchLabels: {a: b}
              template:
                spec:
                  containers:
                    - name: service
                      resources:
                        limits: {memory: 1Gi}
                      livenessProbe:
                        httpGet: {path: /, port: http}
            """;

    @Test
    void documentsAreReadIntoTheirModels() {
        var manifests = Manifests.parsed(DEPLOYMENT + """
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: service
                """);

        assertThat(manifests.all()).hasSize(2);
        assertThat(manifests.named(Service.class, "service")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata:\n  name:|metadata:\n  nmae:",
                "selector:|selektor:",
                "livenessProbe:|livenesProbe:",
                "{path: /, port: http}|{path: /, prot: http}",
                "kind: Deployment|kind: Deploiment"
            })
    void aKeyOrKindThatNoModelKnowsIsRefused(String change) {
        var parts = change.split("\\|");
        var broken = DEPLOYMENT.replace(parts[0], parts[1]);
        assertThat(broken).isNotEqualTo(DEPLOYMENT);

        assertThatThrownBy(() -> Manifests.parsed(broken))
                .hasStackTraceContaining(
                        "nrecognized field|unexpected kind".split("\\|")[change.startsWith("kind") ? 1 : 0]);
    }
}
