package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachabilityTest {
    private static final Set<String> INTERNAL = Set.of("/q", "/operations");

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void aServiceLeadsToTheNamedPortOfOneWorkload(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.of(Service.class)).allSatisfy(service -> {
            var pods = manifests
                    .podTemplates()
                    .filter(pod -> matches(service.getSpec().getSelector(), pod))
                    .toList();
            assertThat(pods).hasSize(1);
            assertThat(service.getSpec().getPorts())
                    .allSatisfy(port -> assertThat(portNames(pods.getFirst()))
                            .contains(port.getTargetPort().getStrVal()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void aContainersPortIsTheOneThatItsServiceListensOn(String folder) {
        assertThat(Manifests.rendered(folder).services())
                .allSatisfy(service -> assertThat(Manifests.container(service).getPorts())
                        .extracting(ContainerPort::getContainerPort)
                        .containsExactly(
                                ServiceSettings.of(service.getMetadata().getName())
                                        .port()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void everySelectorFindsPods(String folder) {
        var manifests = Manifests.rendered(folder);
        var templates = manifests.podTemplates().toList();

        assertThat(manifests.services())
                .allSatisfy(service -> assertThat(templates.stream()
                                .filter(pod ->
                                        matches(service.getSpec().getSelector().getMatchLabels(), pod)))
                        .containsExactly(service.getSpec().getTemplate()));
        assertThat(manifests.of(PodDisruptionBudget.class))
                .hasSize(4)
                .allSatisfy(budget -> assertThat(templates)
                        .filteredOn(pod -> matches(budget.getSpec().getSelector(), pod))
                        .hasSize(1));
        assertThat(manifests.of(NetworkPolicy.class))
                .allSatisfy(policy -> assertThat(templates)
                        .anyMatch(pod -> matches(policy.getSpec().getPodSelector(), pod)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void theWorldReachesAllThatIsServedButWhatIsInternal(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services()).allSatisfy(service -> {
            var name = service.getMetadata().getName();
            var served = ServedPaths.of(new PackagedService(name));
            served.removeAll(INTERNAL);
            assertThat(routed(
                            manifests,
                            backend ->
                                    backend.getBackend().getService().getName().equals(name)))
                    .isEqualTo(served);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void whatNeedsNoTokenStandsApart(String folder) {
        var open = Manifests.rendered(folder).named(Ingress.class, "coterie-public");

        assertThat(paths(open).stream().map(HTTPIngressPath::getPath))
                .containsExactlyInAnyOrder("/v1", "/webhooks", "/l");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void everyRouteEndsAtAServicesPort(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.of(Ingress.class))
                .flatExtracting(ReachabilityTest::paths)
                .allSatisfy(path -> {
                    assertThat(path.getPathType()).isEqualTo("Prefix");
                    var backend = path.getBackend().getService();
                    assertThat(manifests
                                    .named(Service.class, backend.getName())
                                    .getSpec()
                                    .getPorts())
                            .anyMatch(port ->
                                    port.getName().equals(backend.getPort().getName()));
                });
    }

    @Test
    void aPodOfTheSuiteMeetsNobodyUnlessAPolicySaysSo() {
        var base = Manifests.rendered("base");
        var nothing = base.named(NetworkPolicy.class, "coterie-nothing").getSpec();

        assertThat(nothing.getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(nothing.getIngress()).isEmpty();
        assertThat(nothing.getEgress()).isEmpty();
        assertThat(base.services())
                .allMatch(service ->
                        matches(nothing.getPodSelector(), service.getSpec().getTemplate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void whatAServiceIsToldToReachIsOpenToIt(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services()).allSatisfy(service -> {
            var pod = service.getSpec().getTemplate();
            assertThat(told(manifests, service))
                    .isNotEmpty()
                    .allSatisfy((host, port) -> assertThat(mayReach(manifests, pod, host, port))
                            .as("%s:%d", host, port)
                            .isTrue());
        });
    }

    /// Ports by host, as the settings name them.
    private static Map<String, Integer> told(
            Manifests manifests, io.fabric8.kubernetes.api.model.apps.Deployment service) {
        var values = new Settings(manifests).values(service);
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches(".*(URL|HOST)")
                        && !entry.getKey().matches(".*(PUBLIC_URL|HTTP_HOST|VIRTUAL_HOST)"))
                .collect(Collectors.toMap(
                        entry -> host(entry.getValue()),
                        entry ->
                                port(entry.getValue(), values.get(entry.getKey().replaceAll("HOST$", "PORT"))),
                        (one, other) -> one));
    }

    private static String host(String value) {
        return value.contains("://") ? uri(value).getHost() : value;
    }

    private static int port(String value, String ofHost) {
        if (!value.contains("://")) {
            return Integer.parseInt(ofHost);
        }
        var uri = uri(value);
        return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    private static URI uri(String value) {
        return URI.create(value.replaceFirst("^jdbc:", ""));
    }

    /// By a policy for this port anywhere, or for the pods behind that name.
    private static boolean mayReach(Manifests manifests, PodTemplateSpec from, String host, int port) {
        return manifests.of(NetworkPolicy.class).stream()
                .filter(policy -> matches(policy.getSpec().getPodSelector(), from))
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .anyMatch(egress -> egress.getTo().isEmpty()
                        ? egress.getPorts().stream().anyMatch(each -> new IntOrString(port).equals(each.getPort()))
                        : manifests.of(Service.class).stream()
                                .filter(service ->
                                        service.getMetadata().getName().equals(host))
                                .flatMap(service -> manifests
                                        .podTemplates()
                                        .filter(pod -> matches(service.getSpec().getSelector(), pod)))
                                .anyMatch(pod ->
                                        egress.getTo().stream().anyMatch(to -> matches(to.getPodSelector(), pod))));
    }

    private static Set<String> routed(Manifests manifests, Predicate<HTTPIngressPath> wanted) {
        return manifests.of(Ingress.class).stream()
                .flatMap(ingress -> paths(ingress).stream())
                .filter(wanted)
                .map(HTTPIngressPath::getPath)
                .collect(Collectors.toSet());
    }

    private static List<HTTPIngressPath> paths(Ingress ingress) {
        return ingress.getSpec().getRules().getFirst().getHttp().getPaths();
    }

    private static List<String> portNames(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().getFirst().getPorts().stream()
                .map(ContainerPort::getName)
                .toList();
    }

    private static boolean matches(LabelSelector selector, PodTemplateSpec pod) {
        return matches(selector.getMatchLabels(), pod)
                && selector.getMatchExpressions().stream().allMatch(expression -> matches(expression, pod));
    }

    private static boolean matches(LabelSelectorRequirement expression, PodTemplateSpec pod) {
        assertThat(expression.getOperator()).isEqualTo("In");
        return expression.getValues().contains(pod.getMetadata().getLabels().get(expression.getKey()));
    }

    private static boolean matches(Map<String, String> labels, PodTemplateSpec pod) {
        return labels == null || pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }
}
