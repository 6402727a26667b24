package io.coterie.local.suite;

import java.util.List;
import java.util.stream.Stream;

/// Starts services that do not run, and nothing else: neither the stack, nor a part of it that was stopped.
record Start(SuiteHome home, LocalClient client) {

    /// Returns when those that were named are ready.
    void run(List<String> names) throws Exception {
        try (var _ = home.lock()) {
            var ports = PortPlan.kept(home);
            var environment = new ServiceEnvironment(home, ports);
            var named = Stream.of(Service.values())
                    .filter(service -> names.contains(service.key()))
                    .map(service -> new ServiceProcess(home, client, service))
                    .toList();
            named.forEach(each -> each.ensure(environment.of(each.service())));
            named.forEach(each -> each.awaitReady(ports));
        }
    }
}
