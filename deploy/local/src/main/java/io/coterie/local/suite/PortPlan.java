package io.coterie.local.suite;

import io.coterie.local.stack.StackPorts;
import io.coterie.local.state.Ports;
import io.coterie.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The ports of one suite, kept in `ports`: the same as last time, else 8081 and on, shifted by the offset, else the
/// next free ones that no other suite of this home keeps. Further replicas come after the stack.
record PortPlan(Map<String, Integer> ports) {
    private static final String FILE = "ports";
    private static final int FIRST = 8081;
    private static final int LAST = 65_000;
    static final List<String> STACK = List.of("inbox", "smtp", "postgresql", "amqp", "mongodb");

    static PortPlan kept(SuiteHome home) {
        return new PortPlan(read(home.folder()));
    }

    int port(String name) {
        return Objects.requireNonNull(ports.get(name), name);
    }

    StackPorts stack() {
        return new StackPorts(port("inbox"), port("smtp"), port("postgresql"), port("amqp"), port("mongodb"));
    }

    /// The replicas that `up` was last asked for.
    Stream<Replica> replicas() {
        return ports.keySet().stream().flatMap(name -> Replica.named(name).stream());
    }

    /// Chooses anew for all but those in use by this suite, and keeps the choice.
    ///
    /// @param replicas of each service
    static PortPlan choose(SuiteHome home, Set<String> inUse, int replicas) {
        var all = names(replicas);
        var kept = read(home.folder());
        var taken = new HashSet<>(othersPorts(home));
        var chosen = new LinkedHashMap<String, Integer>();
        inUse.forEach(name -> chosen.put(name, kept.get(name)));
        taken.addAll(chosen.values());
        for (var name : all) {
            if (!inUse.contains(name)) {
                var port = firstFree(kept.get(name), FIRST + home.offset() + all.indexOf(name), taken);
                taken.add(port);
                chosen.put(name, port);
            }
        }
        home.folder()
                .write(
                        FILE,
                        chosen.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                                .collect(Collectors.joining()));
        return new PortPlan(chosen);
    }

    private static List<String> names(int replicas) {
        var names = new ArrayList<>(Replica.each(replicas).map(Replica::name).toList());
        names.addAll(Service.values().length, STACK);
        return names;
    }

    private static int firstFree(@Nullable Integer kept, int preferred, Set<Integer> taken) {
        return IntStream.concat(kept == null ? IntStream.empty() : IntStream.of(kept), IntStream.range(preferred, LAST))
                .filter(port -> !taken.contains(port) && Ports.isFree(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free port from " + preferred));
    }

    private static Set<Integer> othersPorts(SuiteHome home) {
        try (Stream<Path> suites = Files.list(home.all().root())) {
            return suites.filter(Files::isDirectory)
                    .filter(path -> !path.equals(home.folder().root()))
                    .flatMap(path -> read(new StateFolder(path)).values().stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private static Map<String, Integer> read(StateFolder folder) {
        var ports = new TreeMap<String, Integer>();
        folder.read(FILE).stream()
                .flatMap(String::lines)
                .map(line -> line.split("="))
                .forEach(pair -> ports.put(pair[0], Integer.valueOf(pair[1])));
        return ports;
    }
}
