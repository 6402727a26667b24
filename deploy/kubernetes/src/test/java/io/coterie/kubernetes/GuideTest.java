package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of settings in the guide are true, and whole.
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guides/deploy.md");
    private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z0-9]+)+)`");

    @ParameterizedTest
    @ValueSource(strings = {"customer-service", "segment-service", "campaign-service", "feedback-service"})
    void aServiceReadsWhatItsTableLists(String service) throws IOException {
        assertThat(listed(service))
                .isNotEmpty()
                .isSubsetOf(ServiceSettings.of(service).known());
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-service", "segment-service", "campaign-service", "feedback-service"})
    void everyServiceReadsWhatTheCommonTableLists(String service) throws IOException {
        var listed = listed("Every service");
        listed.removeAll(SettingsTest.OF_THE_JVM);

        assertThat(listed).isNotEmpty().isSubsetOf(ServiceSettings.of(service).known());
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-service", "segment-service", "campaign-service", "feedback-service"})
    void theProjectsOwnSettingsAreAllListed(String service) throws IOException {
        assertThat(listed(service, "Every service"))
                .containsAll(ServiceSettings.of(service).own());
    }

    @Test
    void whatTheBaseSetsIsListed() {
        var base = Manifests.rendered("base");

        assertThat(base.services())
                .allSatisfy(service -> assertThat(listed(service.getMetadata().getName(), "Every service"))
                        .containsAll(new Settings(base).names(service)));
    }

    private static Set<String> listed(String... sections) throws IOException {
        var listed = new HashSet<String>();
        for (var section : sections) {
            var text =
                    Files.readString(GUIDE).split("\n### " + section + "\n")[1].split("\n##")[0];
            listed.addAll(text.lines()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> line.split("\\|")[1])
                    .flatMap(names -> VARIABLE.matcher(names).results().map(found -> found.group(1)))
                    .collect(Collectors.toSet()));
        }
        return listed;
    }
}
