package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.StateFolder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
    @TempDir
    Path path;

    @Test
    void uploadsStayInTheSuitesOwnFolderAndOutOfTheOneThatUsersShare() {
        var home = SuiteHome.of(path, path, 30_000);
        StateFolder.open(home.folder().root());
        var environment = new ServiceEnvironment(home, PortPlan.choose(home, Set.of())).of(Service.CUSTOMER);

        assertThat(Path.of(environment.get("QUARKUS_HTTP_BODY_UPLOADS_DIRECTORY")))
                .startsWithRaw(home.folder().root());
    }
}
