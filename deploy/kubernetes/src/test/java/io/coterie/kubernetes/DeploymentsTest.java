package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void thereIsOneOfEachService(String folder) {
        assertThat(Manifests.rendered(folder).services())
                .extracting(each -> each.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "customer-service", "segment-service", "campaign-service", "feedback-service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void eachAnswersItsThreeProbes(String folder) {
        assertThat(services(folder)).allSatisfy(service -> {
            assertThat(path(service.getStartupProbe())).isEqualTo("/q/health/started");
            assertThat(path(service.getLivenessProbe())).isEqualTo("/q/health/live");
            assertThat(path(service.getReadinessProbe())).isEqualTo("/q/health/ready");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void eachAsksForWhatItUsesAndIsBoundInMemoryAndDisk(String folder) {
        assertThat(services(folder)).allSatisfy(service -> {
            var resources = service.getResources();
            assertThat(resources.getRequests()).containsKeys("cpu", "memory", "ephemeral-storage");
            assertThat(resources.getLimits()).containsKeys("memory", "ephemeral-storage");
            assertThat(resources.getRequests().get("memory"))
                    .isEqualTo(resources.getLimits().get("memory"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void noPodMayBecomeMoreThanItIs(String folder) {
        assertThat(Manifests.rendered(folder).podTemplates()).allSatisfy(template -> {
            var pod = template.getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getContainers()).singleElement().satisfies(container -> {
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void aServiceWritesToItsEmptyFoldersAlone(String folder) {
        assertThat(Manifests.rendered(folder).services()).allSatisfy(service -> {
            var pod = pod(service);
            var container = Manifests.container(service);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .containsExactlyInAnyOrder("/tmp", "/uploads");
            assertThat(pod.getVolumes())
                    .allSatisfy(volume ->
                            assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void everyMountHasItsVolume(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services())
                .allSatisfy(service -> assertThat(pod(service).getVolumes())
                        .extracting(volume -> volume.getName())
                        .containsAll(Manifests.container(service).getVolumeMounts().stream()
                                .map(VolumeMount::getName)
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void aPodHasTimeToEndInOrder(String folder) {
        var manifests = Manifests.rendered(folder);
        var settings = new Settings(manifests);

        assertThat(manifests.services()).allSatisfy(service -> {
            var pause = Manifests.container(service)
                    .getLifecycle()
                    .getPreStop()
                    .getSleep()
                    .getSeconds();
            var drain = Duration.parse("PT" + settings.values(service).get("QUARKUS_SHUTDOWN_TIMEOUT"));
            assertThat(pod(service).getTerminationGracePeriodSeconds()).isGreaterThan(pause + drain.toSeconds());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void anUpdateTakesNoReplicaAwayBeforeAnotherIsThere(String folder) {
        assertThat(Manifests.rendered(folder).services())
                .allSatisfy(service -> assertThat(service.getSpec()
                                .getStrategy()
                                .getRollingUpdate()
                                .getMaxUnavailable()
                                .getIntVal())
                        .isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void everyImageIsPinnedToAVersion(String folder) {
        assertThat(Manifests.rendered(folder)
                        .podTemplates()
                        .flatMap(each -> each.getSpec().getContainers().stream())
                        .map(Container::getImage))
                .allMatch(image -> image.matches("[^:]+:v?[0-9]+\\.[0-9]+\\.?[0-9]*[-A-Za-z]*"));
    }

    private static List<Container> services(String folder) {
        return Manifests.rendered(folder).services().stream()
                .map(Manifests::container)
                .toList();
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static String path(Probe probe) {
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        return probe.getHttpGet().getPath();
    }
}
