package io.coterie.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Index;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

/// The environment variables that a packaged service reads when it runs. They come from the models of the Quarkus
/// extensions in it, which tell settings of the run from those of the build; from the project's own mappings; and from
/// the attributes of the connector to the broker. What has a name of the installation's own, as a REST client has,
/// counts where the service's properties name it.
///
/// @param required those of the project's own that have neither a default nor a value in the service's properties
/// @param own those of the project's own
record ServiceSettings(Set<String> known, Set<String> own, Set<String> required, int port) {
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
    private static final DotName CONFIG_MAPPING = DotName.createSimple("io.smallrye.config.ConfigMapping");
    private static final DotName WITH_DEFAULT = DotName.createSimple("io.smallrye.config.WithDefault");
    private static final DotName WITH_NAME = DotName.createSimple("io.smallrye.config.WithName");
    private static final DotName CONFIG_PROPERTY =
            DotName.createSimple("org.eclipse.microprofile.config.inject.ConfigProperty");
    private static final DotName CONNECTOR_ATTRIBUTES =
            DotName.createSimple("io.smallrye.reactive.messaging.annotations.ConnectorAttributes");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]+)");
    private static final Map<String, ServiceSettings> READ = new ConcurrentHashMap<>();

    private record Setting(String property, boolean hasDefault) {}

    static ServiceSettings of(String service) {
        return READ.computeIfAbsent(service, name -> read(new PackagedService(name)));
    }

    private static ServiceSettings read(PackagedService service) {
        var index = service.index();
        var properties = properties(service);
        var own = own(index);
        var runTime = new ArrayList<String>();
        service.eachLibraryResource(
                MODEL, json -> collect(new ObjectMapper().readTree(json).path("configRoots"), runTime));
        var known = Stream.of(
                        runTime.stream().filter(property -> !property.contains("\"")),
                        named(runTime, properties.stringPropertyNames()),
                        aliases(index),
                        references(index),
                        own.stream().map(Setting::property))
                .flatMap(each -> each);
        var required = own.stream()
                .filter(setting -> !setting.hasDefault() && !properties.containsKey(setting.property()))
                .map(Setting::property);
        return new ServiceSettings(
                variables(known),
                variables(own.stream().map(Setting::property).filter(property -> property.startsWith("coterie."))),
                variables(required),
                Integer.parseInt(properties.getProperty("quarkus.http.port")));
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Set<String> variables(Stream<String> properties) {
        return properties.map(ServiceSettings::variable).collect(Collectors.toSet());
    }

    private static Properties properties(PackagedService service) {
        var properties = new Properties();
        service.eachOwnResource("META-INF/microprofile-config.properties", properties::load);
        service.eachOwnResource("application.properties", properties::load);
        return properties;
    }

    private static void collect(JsonNode node, List<String> runTime) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            runTime.add(node.path("path").path("property").asText());
            node.path("additionalPaths")
                    .forEach(path -> runTime.add(path.path("property").asText()));
        }
        (node.isArray() ? node : node.path("items")).forEach(item -> collect(item, runTime));
    }

    /// Of the properties that the service has, those which the models know with a name to be filled in.
    private static Stream<String> named(List<String> runTime, Set<String> properties) {
        var patterns = runTime.stream()
                .filter(property -> property.contains("\""))
                .map(property -> Pattern.quote(property).replaceAll("\"[^\"]*\"", "\\\\E(\"[^\"]+\"|[^.]+)\\\\Q"))
                .map(Pattern::compile)
                .toList();
        return properties.stream()
                .filter(property -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(property).matches()));
    }

    private static Stream<String> aliases(Index index) {
        return index.getAnnotations(CONNECTOR_ATTRIBUTES).stream()
                .flatMap(attributes -> Stream.of(attributes.value().asNestedArray()))
                .map(attribute -> attribute.value("alias"))
                .filter(alias -> alias != null)
                .map(alias -> alias.asString());
    }

    /// What the defaults of mappings refer to.
    private static Stream<String> references(Index index) {
        return index.getAnnotations(WITH_DEFAULT).stream()
                .flatMap(given -> REFERENCE.matcher(given.value().asString()).results())
                .map(found -> found.group(1));
    }

    private static Set<Setting> own(Index index) {
        var settings = new HashSet<Setting>();
        for (var mapping : index.getAnnotations(CONFIG_MAPPING)) {
            addMapped(index, mapping.target().asClass(), mapping.value("prefix").asString(), settings);
        }
        for (var property : index.getAnnotations(CONFIG_PROPERTY)) {
            settings.add(new Setting(property.value("name").asString(), hasDefault(property)));
        }
        return settings;
    }

    private static void addMapped(Index index, ClassInfo mapping, String prefix, Set<Setting> settings) {
        mapping.methods().stream().filter(MethodInfo::isAbstract).forEach(method -> {
            var property = prefix + "." + name(method);
            var nested = index.getClassByName(method.returnType().name());
            if (nested != null && nested.isInterface()) {
                addMapped(index, nested, property, settings);
            } else {
                settings.add(
                        new Setting(property, method.hasAnnotation(WITH_DEFAULT) || isOptional(method.returnType())));
            }
        });
    }

    private static String name(MethodInfo method) {
        var given = method.annotation(WITH_NAME);
        return given == null
                ? method.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                : given.value().asString();
    }

    private static boolean hasDefault(AnnotationInstance property) {
        var target = property.target();
        var type = target.kind() == AnnotationTarget.Kind.FIELD
                ? target.asField().type()
                : target.asMethodParameter().type();
        return property.value("defaultValue") != null || isOptional(type);
    }

    private static boolean isOptional(Type type) {
        return type.name().toString().startsWith("java.util.Optional");
    }
}
