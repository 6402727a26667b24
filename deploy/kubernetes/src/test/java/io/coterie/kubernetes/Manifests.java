package io.coterie.kubernetes;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rendered manifests, read into the models of Kubernetes without tolerance: a key that a model does not know is an
/// error, as it would be on a server that is asked for strict validation.
record Manifests(List<HasMetadata> all) {
    private static final String APPS = "apps/v1/";
    private static final String NETWORKING = "networking.k8s.io/v1/";
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/ConfigMap",
            ConfigMap.class,
            "v1/Namespace",
            Namespace.class,
            "v1/Secret",
            Secret.class,
            "v1/Service",
            Service.class,
            APPS + "Deployment",
            Deployment.class,
            APPS + "StatefulSet",
            StatefulSet.class,
            "batch/v1/Job",
            Job.class,
            NETWORKING + "Ingress",
            Ingress.class,
            NETWORKING + "NetworkPolicy",
            NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget",
            PodDisruptionBudget.class);

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final ObjectMapper STRICT = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                /// The models collect unknown keys instead of refusing them.
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return Boolean.FALSE;
                }
            });

    /// @param folder below this module's
    static Manifests rendered(String folder) {
        return RENDERED.computeIfAbsent(folder, each -> parsed(Kubectl.kustomize(Path.of(each))));
    }

    static Manifests parsed(String yaml) {
        var all = new ArrayList<HasMetadata>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            while (documents.hasNextValue()) {
                all.add(model(documents.nextValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Manifests(all);
    }

    <T extends HasMetadata> List<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T named(Class<T> kind, String name) {
        return of(kind).stream()
                .filter(each -> each.getMetadata().getName().equals(name))
                .findAny()
                .orElseThrow(() -> new AssertionError("no %s is named %s".formatted(kind.getSimpleName(), name)));
    }

    /// The Deployments of the four services.
    List<Deployment> services() {
        return of(Deployment.class).stream()
                .filter(each -> "coterie".equals(each.getMetadata().getLabels().get("app.kubernetes.io/part-of")))
                .toList();
    }

    /// Of all that makes pods.
    Stream<PodTemplateSpec> podTemplates() {
        return Stream.of(
                        of(Deployment.class).stream().map(each -> each.getSpec().getTemplate()),
                        of(StatefulSet.class).stream()
                                .map(each -> each.getSpec().getTemplate()),
                        of(Job.class).stream().map(each -> each.getSpec().getTemplate()))
                .flatMap(each -> each);
    }

    static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static HasMetadata model(JsonNode document) throws IOException {
        var kind = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        @Nullable Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
            throw new IOException("unexpected kind " + kind);
        }
        return STRICT.treeToValue(document, type);
    }
}
