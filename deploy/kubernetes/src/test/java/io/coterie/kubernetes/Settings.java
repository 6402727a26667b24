package io.coterie.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the manifests tell their services through the environment.
record Settings(Manifests manifests) {

    /// The plain ones, by variable; a later source overrides an earlier one.
    Map<String, String> values(Deployment service) {
        var values = new TreeMap<String, String>();
        Manifests.container(service)
                .getEnvFrom()
                .forEach(source -> values.putAll(manifests
                        .named(ConfigMap.class, source.getConfigMapRef().getName())
                        .getData()));
        Manifests.container(service).getEnv().stream()
                .filter(variable -> variable.getValueFrom() == null)
                .forEach(variable -> values.put(variable.getName(), variable.getValue()));
        return values;
    }

    /// Those which come from a Secret, by variable.
    static Map<String, SecretKeySelector> secrets(Deployment service) {
        return secrets(Manifests.container(service).getEnv());
    }

    static Map<String, SecretKeySelector> secrets(List<EnvVar> variables) {
        return variables.stream()
                .filter(variable -> variable.getValueFrom() != null)
                .collect(Collectors.toMap(
                        EnvVar::getName, variable -> variable.getValueFrom().getSecretKeyRef()));
    }

    /// Plain and secret.
    Set<String> names(Deployment service) {
        var names = new TreeSet<>(values(service).keySet());
        names.addAll(secrets(service).keySet());
        return names;
    }
}
