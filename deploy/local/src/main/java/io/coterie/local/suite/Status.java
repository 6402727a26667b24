package io.coterie.local.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.local.stack.Addresses;
import io.coterie.local.state.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What runs, where. Its JSON has the keys customer, segment, campaign, feedback, inbox, amqp, postgresql, mongodb
/// (URLs, with passwords), writeKey, replicas (by service, the URLs of all, the first one's first), and pids by
/// process.
record Status(Map<String, String> urls, Map<Service, List<String>> replicas, String writeKey, Map<String, Long> pids) {

    static Status of(SuiteHome home) {
        var ports = PortPlan.kept(home);
        var replicas = replicas(ports);
        var urls = new LinkedHashMap<String, String>();
        replicas.forEach((service, all) -> urls.put(service.key(), all.getFirst()));
        if (ports.ports().containsKey("inbox")) {
            urls.put("inbox", url(ports, "inbox"));
        }
        var parts = Addresses.read(home.folder());
        Stream.of("amqp", "postgresql", "mongodb")
                .filter(parts::containsKey)
                .forEach(name ->
                        urls.put(name, Objects.requireNonNull(parts.get(name)).url()));
        return new Status(urls, replicas, WriteKey.kept(home).orElse(""), pids(home));
    }

    /// The stack and all services, with as many replicas as were wanted.
    boolean isRunning() {
        return pids.containsKey(StackProcess.NAME)
                && Stream.of(Service.values()).allMatch(replicas::containsKey)
                && replicas.keySet().stream()
                        .flatMap(this::replicas)
                        .allMatch(replica -> pids.containsKey(replica.name()));
    }

    /// How many of a service run, at least one.
    int mostReplicas() {
        return pids.keySet().stream()
                .flatMap(name -> Replica.named(name).stream())
                .mapToInt(Replica::number)
                .max()
                .orElse(1);
    }

    String json() {
        var all = new LinkedHashMap<String, Object>(urls);
        all.put("writeKey", writeKey);
        var byKey = new LinkedHashMap<String, List<String>>();
        replicas.forEach((service, each) -> byKey.put(service.key(), each));
        all.put("replicas", byKey);
        all.put("pids", pids);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the status", e);
        }
    }

    /// For people, without passwords.
    String table() {
        var table = new StringBuilder();
        replicas.forEach((service, each) -> replicas(service)
                .forEach(replica -> table.append(
                        line(replica.name(), state(replica.name(), "not running"), each.get(replica.number() - 1)))));
        var inStack = pids.containsKey(StackProcess.NAME) ? "in the stack" : "not running";
        urls.forEach((name, url) -> {
            if (Replica.named(name).isEmpty()) {
                table.append(line(name, state(name, inStack), url));
            }
        });
        return table.toString();
    }

    private String state(String name, String otherwise) {
        var pid = pids.get(name);
        return pid == null ? otherwise : "pid " + pid;
    }

    private static String line(String name, String state, String url) {
        return "%-12s %-14s %s%n".formatted(name, state, url.replaceFirst("//([^:/@]+):[^@]*@", "//$1@"));
    }

    private Stream<Replica> replicas(Service service) {
        return IntStream.rangeClosed(
                        1, Objects.requireNonNull(replicas.get(service)).size())
                .mapToObj(number -> new Replica(service, number));
    }

    private static Map<Service, List<String>> replicas(PortPlan ports) {
        var urls = new TreeMap<Service, List<String>>();
        ports.replicas()
                .sorted(Comparator.comparingInt(Replica::number))
                .forEach(replica -> urls.computeIfAbsent(replica.service(), _ -> new ArrayList<>())
                        .add(url(ports, replica.name())));
        return urls;
    }

    private static String url(PortPlan ports, String name) {
        return "http://127.0.0.1:" + ports.port(name);
    }

    private static Map<String, Long> pids(SuiteHome home) {
        var pids = new TreeMap<String, Long>();
        for (var piece : Piece.all(home.folder())) {
            piece.process().ifPresent(process -> pids.put(piece.name(), process.pid()));
        }
        return pids;
    }
}
