package io.coterie.local.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.local.stack.Addresses;
import io.coterie.local.state.Piece;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What runs, where. Its JSON has the keys customer, segment, campaign, feedback, inbox, amqp, postgresql, mongodb
/// (URLs, with passwords), writeKey, and pids by process.
record Status(Map<String, String> urls, String writeKey, Map<String, Long> pids) {

    static Status of(SuiteHome home) {
        var ports = PortPlan.kept(home);
        var urls = new LinkedHashMap<String, String>();
        Stream.concat(Stream.of(Service.values()).map(Service::key), Stream.of("inbox"))
                .filter(ports.ports()::containsKey)
                .forEach(name -> urls.put(name, "http://127.0.0.1:" + ports.port(name)));
        var parts = Addresses.read(home.folder());
        Stream.of("amqp", "postgresql", "mongodb")
                .filter(parts::containsKey)
                .forEach(name ->
                        urls.put(name, Objects.requireNonNull(parts.get(name)).url()));
        return new Status(urls, WriteKey.kept(home).orElse(""), pids(home));
    }

    /// The stack and all services.
    boolean isRunning() {
        return pids.containsKey(StackProcess.NAME)
                && Stream.of(Service.values()).allMatch(service -> pids.containsKey(service.key()));
    }

    String json() {
        var all = new LinkedHashMap<String, Object>(urls);
        all.put("writeKey", writeKey);
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
        urls.forEach((name, url) -> {
            var pid = pids.get(name);
            var runsInStack = pid == null && pids.containsKey(StackProcess.NAME) && !isService(name);
            var state = pid != null ? "pid " + pid : runsInStack ? "in the stack" : "not running";
            table.append("%-12s %-14s %s%n".formatted(name, state, url.replaceFirst("//([^:/@]+):[^@]*@", "//$1@")));
        });
        return table.toString();
    }

    private static boolean isService(String name) {
        return Stream.of(Service.values()).anyMatch(service -> service.key().equals(name));
    }

    private static Map<String, Long> pids(SuiteHome home) {
        var pids = new TreeMap<String, Long>();
        for (var piece : Piece.all(home.folder())) {
            piece.process().ifPresent(process -> pids.put(piece.name(), process.pid()));
        }
        return pids;
    }
}
