package io.coterie.local.suite;

import java.util.List;

/// Starts services that do not run, and nothing else: neither the stack, nor a part of it that was stopped.
record Start(SuiteHome home, LocalClient client) {

    /// @param names of replicas; returns when all of them are ready
    void run(List<String> names) throws Exception {
        try (var _ = home.lock()) {
            var ports = PortPlan.kept(home);
            var environment = new ServiceEnvironment(home, ports);
            var named = ports.replicas()
                    .filter(replica -> names.contains(replica.name()))
                    .map(replica -> new ServiceProcess(home, client, replica))
                    .toList();
            named.forEach(each -> each.ensure(environment.of(each.replica())));
            named.forEach(each -> each.awaitReady(ports));
        }
    }
}
