package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @CsvSource({
        "metadata:, metdata:",
        "selector:, selektor:",
        "livenessProbe:, livenesProbe:",
        "port: http, prot: http",
        "limits:, limit:"
    })
    void aKeyThatNoModelKnowsIsRefused(String key, String mistyped) {
        var broken = DEPLOYMENT.replace(key, mistyped);

        assertThatThrownBy(() -> Manifests.parsed(broken)).hasMessageContaining("Unrecognized field");
    }

    @Test
    void aKindThatNobodyExpectsIsRefused() {
        var broken = DEPLOYMENT.replace("kind: Deployment", "kind: Deploiment");

        assertThatThrownBy(() -> Manifests.parsed(broken)).hasMessageContaining("unexpected kind apps/v1/Deploiment");
    }
}
