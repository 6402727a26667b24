package io.coterie.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.coterie.local.state.StateFolder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortPlanTest {
    @TempDir
    Path path;

    @Test
    void aSuiteGetsItsPortsBack() {
        var home = suite(30_000);

        var first = PortPlan.choose(home, Set.of(), 1);

        assertThat(PortPlan.choose(home, Set.of(), 1)).isEqualTo(first);
        assertThat(PortPlan.kept(home).ports()).containsAllEntriesOf(first.ports());
    }

    @Test
    void everyPartHasAPortOfItsOwn() {
        var ports = PortPlan.choose(suite(30_000), Set.of(), 1).ports();

        assertThat(ports).hasSize(9);
        assertThat(new HashSet<>(ports.values())).hasSize(9);
    }

    @Test
    void twoSuitesNeverShareAPort() {
        var first = PortPlan.choose(suite(30_000), Set.of(), 1).ports().values();

        var second = PortPlan.choose(suite(30_001), Set.of(), 1).ports().values();

        assertThat(second).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aTakenPortIsPassedOver() throws Exception {
        var home = suite(30_000);
        var wished = PortPlan.choose(home, Set.of(), 1).port("customer");
        try (var stranger = new ServerSocket(wished, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortPlan.choose(home, Set.of(), 1).port("customer")).isNotEqualTo(stranger.getLocalPort());
        }
    }

    @Test
    void whatRunsKeepsItsPort() throws Exception {
        var home = suite(30_000);
        var before = PortPlan.choose(home, Set.of(), 1);
        try (var running = new ServerSocket(before.port("segment"), 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortPlan.choose(home, Set.of("segment"), 1).port("segment"))
                    .isEqualTo(running.getLocalPort());
        }
    }

    @Test
    void furtherReplicasComeAfterThePortsOfASuiteOfOne() {
        var home = suite(30_000);
        var one = PortPlan.choose(home, Set.of(), 1);

        var three = PortPlan.choose(home, Set.of(), 3);

        assertThat(three.ports()).containsAllEntriesOf(one.ports()).hasSize(9 + 2 * 4);
        assertThat(new HashSet<>(three.ports().values())).hasSize(9 + 2 * 4);
        assertThat(three.port("customer-2"))
                .isGreaterThan(one.ports().values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow());
    }

    @Test
    void aReplicaThatIsNotWantedAnyMoreGivesItsPortBack() {
        var home = suite(30_000);
        PortPlan.choose(home, Set.of(), 2);

        PortPlan.choose(home, Set.of(), 1);

        assertThat(PortPlan.kept(home).replicas()).hasSize(4).allMatch(replica -> replica.number() == 1);
    }

    private SuiteHome suite(int offset) {
        var home = SuiteHome.of(path, path, offset);
        StateFolder.open(home.folder().root());
        return home;
    }
}
