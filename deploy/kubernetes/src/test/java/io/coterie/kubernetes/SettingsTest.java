package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    /// Read by the JVM itself.
    static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS");

    @Test
    void settingsAreKnownByTheirPhaseAndTheServicesOwnNames() {
        var campaign = ServiceSettings.of("campaign-service");

        assertThat(campaign.port()).isEqualTo(8083);
        assertThat(campaign.known())
                .contains(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "QUARKUS_REST_CLIENT_SEGMENT_SERVICE_URL",
                        "RABBITMQ_HOST",
                        "COTERIE_SMTP_HOST")
                .as("a name that nobody has, a setting of the build, and one of another service")
                .doesNotContain(
                        "QUARKUS_REST_CLIENT_OTHER_SERVICE_URL",
                        "QUARKUS_DATASOURCE_DB_KIND",
                        "QUARKUS_MONGODB_CONNECTION_STRING");
        assertThat(campaign.required()).contains("COTERIE_LINK_SECRET").doesNotContain("COTERIE_SMTP_HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void everyVariableIsOneThatItsServiceReadsWhenItRuns(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services())
                .allSatisfy(service -> assertThat(new Settings(manifests).names(service))
                        .filteredOn(variable -> !OF_THE_JVM.contains(variable)
                                && !packaged(service).known().contains(variable))
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void whatHasNoDefaultIsGiven(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services())
                .allSatisfy(service -> assertThat(new Settings(manifests).names(service))
                        .containsAll(packaged(service).required()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev"})
    void passwordsComeFromSecretsAlone(String folder) {
        var manifests = Manifests.rendered(folder);

        assertThat(manifests.services())
                .allSatisfy(service -> assertThat(
                                new Settings(manifests).values(service).keySet())
                        .noneMatch(variable -> variable.matches(".*(PASSWORD|SECRET|CONNECTION_STRING|_KEY).*")));
    }

    @Test
    void theBaseHasNoSecret() {
        assertThat(Manifests.rendered("base").of(Secret.class)).isEmpty();
    }

    @Test
    void whatAPodWantsOfASecretIsThereAndSaysThatItIsForDevelopment() {
        var dev = Manifests.rendered("overlays/dev");

        assertThat(dev.podTemplates())
                .allSatisfy(template -> assertThat(Settings.secrets(template.getSpec()
                                        .getContainers()
                                        .getFirst()
                                        .getEnv())
                                .values())
                        .filteredOn(wanted -> !Boolean.TRUE.equals(wanted.getOptional()))
                        .allSatisfy(wanted -> assertThat(dev.named(Secret.class, wanted.getName())
                                        .getData())
                                .containsKey(wanted.getKey())));
        assertThat(dev.of(Secret.class))
                .flatExtracting(secret -> secret.getData().entrySet())
                .filteredOn(entry -> !entry.getKey().equals("username"))
                .allSatisfy(
                        entry -> assertThat(new String(Base64.getMimeDecoder().decode(entry.getValue())))
                                .contains("dev-only"));
    }

    @Test
    void nothingOfTheDevelopersClusterPointsAtAPlaceholder() {
        var dev = Manifests.rendered("overlays/dev");

        assertThat(dev.services())
                .allSatisfy(
                        service -> assertThat(new Settings(dev).values(service).values())
                                .noneMatch(value -> value.contains(".example")));
    }

    private static ServiceSettings packaged(Deployment service) {
        return ServiceSettings.of(service.getMetadata().getName());
    }
}
