package io.coterie.testkit.door;

import io.coterie.testkit.OidcResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who may call what: a table that a service writes down, held against the service as it runs.
///
/// The table is `src/test/resources/access.txt`, an endpoint a line: `POST /segments marketer operator`, or `public` in
/// place of roles for what proves itself in another way. Every method returns what is wrong, a line each.
public final class AccessMatrix {
    private static final List<String> ROLES = List.of("marketer", "analyst", "operator", "guest");
    private static final Path TABLE = Path.of("src/test/resources/access.txt");
    private static final String PUBLIC = "public";
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final URI base;
    private final Map<Operation, Set<String>> table;

    private AccessMatrix(URI base, Map<Operation, Set<String>> table) {
        this.base = base;
        this.table = table;
    }

    public static AccessMatrix of(URI base) {
        return new AccessMatrix(base, read(TABLE));
    }

    /// Endpoints that the service has and the table has not, or the other way round.
    public List<String> unlisted() {
        try (var api = new ServedApi(base)) {
            Set<String> served = api.operations();
            Set<String> listed = new TreeSet<>();
            table.keySet().forEach(operation -> listed.add(operation.toString()));
            List<String> wrong = new ArrayList<>();
            served.stream()
                    .filter(each -> !listed.contains(each))
                    .forEach(each -> wrong.add("not in the table: " + each));
            listed.stream().filter(each -> !served.contains(each)).forEach(each -> wrong.add("not served: " + each));
            return wrong;
        }
    }

    /// Doors that are open to somebody they should be shut to, or shut to somebody who may come in.
    public List<String> wrongDoors() {
        List<String> wrong = new ArrayList<>();
        try (var api = new ServedApi(base)) {
            table.forEach((operation, callers) -> {
                if (!callers.contains(PUBLIC)) {
                    strangers().forEach((stranger, token) -> check(api, operation, stranger, token, 401, wrong));
                    for (String role : ROLES) {
                        String token = "Bearer " + OidcResource.token(role);
                        check(api, operation, role, token, callers.contains(role) ? 0 : 403, wrong);
                    }
                }
            });
        }
        return wrong;
    }

    /// Tokens that are none, by what is wrong with them.
    private static Map<String, String> strangers() {
        return Map.of(
                "nobody",
                "",
                "an expired token",
                "Bearer " + OidcResource.expiredToken("operator"),
                "a token for another audience",
                "Bearer " + OidcResource.tokenForAudience("elsewhere", "operator"),
                "an unsigned token",
                "Bearer eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsib3BlcmF0b3IiXX0.");
    }

    /// @param expected the status of a shut door, 0 for an open one behind which anything but a fault may come
    private static void check(
            ServedApi api, Operation operation, String caller, String token, int expected, List<String> wrong) {
        var answer = api.send(
                operation.method(),
                operation.concretePath(),
                token.isEmpty() ? null : token,
                operation.takesBody() ? api.contentType(operation) : null,
                operation.takesBody() ? EMPTY : null);
        int status = answer.statusCode();
        boolean right = expected == 0 ? status != 401 && status != 403 && status < 500 : status == expected;
        if (!right) {
            wrong.add("%s for %s: %d, expected %s"
                    .formatted(operation, caller, status, expected == 0 ? "to come in" : expected));
        } else if (expected != 0 && !Problem.isProblem(answer)) {
            wrong.add("%s for %s: the refusal is no problem detail".formatted(operation, caller));
        }
    }

    /// Endpoints that ask for no token.
    static Set<String> publicOperations() {
        return read(TABLE).entrySet().stream()
                .filter(each -> each.getValue().contains(PUBLIC))
                .map(each -> each.getKey().toString())
                .collect(Collectors.toSet());
    }

    private static Map<Operation, Set<String>> read(Path file) {
        Map<Operation, Set<String>> table = new LinkedHashMap<>();
        try (var lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
                String[] words = line.trim().split("\\s+");
                Set<String> callers = Arrays.stream(words).skip(2).collect(Collectors.toSet());
                table.put(new Operation(words[0], words[1]), callers);
            });
        } catch (IOException broken) {
            throw new UncheckedIOException("the table of who may call what", broken);
        }
        return table;
    }
}
