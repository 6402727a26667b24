package io.coterie.kubernetes;

import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;

/// The first segments of the paths that a packaged service serves, but those of its clients.
final class ServedPaths {
    private static final DotName PATH = DotName.createSimple("jakarta.ws.rs.Path");
    private static final DotName CLIENT =
            DotName.createSimple("org.eclipse.microprofile.rest.client.inject.RegisterRestClient");

    private ServedPaths() {}

    static Set<String> of(PackagedService service) {
        return service.index().getAnnotations(PATH).stream()
                .filter(path -> path.target().kind() == AnnotationTarget.Kind.CLASS)
                .filter(path -> !path.target().asClass().hasDeclaredAnnotation(CLIENT))
                .map(path -> path.value().asString().replaceAll("^/?([^/]*).*", "/$1"))
                .collect(Collectors.toSet());
    }
}
