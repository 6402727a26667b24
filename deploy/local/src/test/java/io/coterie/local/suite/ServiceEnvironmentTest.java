package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.StateFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {
    @TempDir
    Path path;

    private SuiteHome home;
    private PortPlan ports;

    @BeforeEach
    void planASuiteOfTwo() {
        home = SuiteHome.of(path, path, 30_000);
        StateFolder.open(home.folder().root());
        ports = PortPlan.choose(home, Set.of(), 2);
    }

    @Test
    void uploadsStayInTheSuitesOwnFolderAndOutOfTheOneThatUsersShare() {
        assertThat(Path.of(environment(1).get("QUARKUS_HTTP_BODY_UPLOADS_DIRECTORY")))
                .startsWithRaw(home.folder().root());
    }

    @Test
    void replicasDifferInTheirPortAlone() {
        var first = environment(1);

        var second = environment(2);

        assertThat(second.put("QUARKUS_HTTP_PORT", first.get("QUARKUS_HTTP_PORT")))
                .isEqualTo(Integer.toString(ports.port("customer-2")));
        assertThat(second).isEqualTo(first);
    }

    private Map<String, String> environment(int replica) {
        return new ServiceEnvironment(home, ports).of(new Replica(Service.CUSTOMER, replica));
    }
}
