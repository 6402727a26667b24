package io.coterie.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables of settings in the guide are true, and whole.
class GuideTest {
    private static final Path GUIDE = Path.of("../../docs/guides/deploy.md");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\|[^|]*\\|");
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
        var guide = Files.readString(GUIDE);
        return Stream.of(sections)
                .flatMap(section -> FIRST_CELL.matcher(text(guide, section)).results())
                .flatMap(cell -> VARIABLE.matcher(cell.group()).results())
                .map(variable -> variable.group(1))
                .collect(Collectors.toSet());
    }

    private static String text(String guide, String section) {
        var start = guide.indexOf("\n### " + section + "\n") + 1;
        assertThat(start).as(section).isPositive();
        return guide.substring(start, guide.indexOf("\n##", start));
    }
}
