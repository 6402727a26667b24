package io.coterie.local.suite;

import io.coterie.local.state.StateFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Starts what does not run, ends replicas above the wanted number, and returns when all is ready.
///
/// @param replicas of each service
record Up(SuiteHome home, LocalClient client, int replicas) {

    void run() throws Exception {
        try (var _ = home.lock()) {
            StateFolder.open(home.folder().root());
            var stack = new StackProcess(home, client);
            if (!stack.isRunning()) {
                stack.stopOrphans();
            }
            endSurplus();
            var ports = choosePorts(stack);
            stack.ensure(ports);
            startServices(ports);
            new WriteKey(home, client).ensure();
        }
    }

    /// Ends what an earlier `up` wanted and this one does not.
    void endSurplus() {
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            ServiceProcess.remembered(home, client).stream()
                    .filter(service -> service.replica().number() > replicas)
                    .forEach(service -> each.execute(service::stop));
        }
    }

    /// Two suites that start at once must not choose the same ports.
    private PortPlan choosePorts(StackProcess stack) throws Exception {
        try (var _ = home.lockPorts()) {
            return PortPlan.choose(home, inUse(stack), replicas);
        }
    }

    private Set<String> inUse(StackProcess stack) {
        var names = new HashSet<String>(stack.isRunning() ? PortPlan.STACK : List.of());
        services()
                .filter(ServiceProcess::isRunning)
                .forEach(running -> names.add(running.replica().name()));
        return names;
    }

    private void startServices(PortPlan ports) {
        var environment = new ServiceEnvironment(home, ports);
        services().forEach(each -> each.ensure(environment.of(each.replica())));
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = new ArrayList<Future<?>>();
            services().forEach(service -> waits.add(each.submit(() -> service.awaitReady(ports))));
            for (var wait : waits) {
                wait.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SuiteFailure failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the services start", e);
        }
    }

    private Stream<ServiceProcess> services() {
        return Replica.each(replicas).map(replica -> new ServiceProcess(home, client, replica));
    }
}
