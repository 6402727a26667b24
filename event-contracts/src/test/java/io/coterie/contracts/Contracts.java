package io.coterie.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of the contracts.
final class Contracts {
    private static final Path FOLDER = Path.of("src/main/resources/contracts");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Contracts() {}

    static JsonNode json(String file) throws IOException {
        return JSON.readTree(FOLDER.resolve(file).toFile());
    }

    static JsonNode asyncapi() throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve("asyncapi.yaml").toFile());
    }

    /// The names of the files there, without `.json`.
    static Set<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.map(file -> file.getFileName().toString().replaceAll("\\.json$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /// What each queue takes in, by the service that owns it.
    static Map<String, Set<String>> consumed() throws IOException {
        Map<String, Set<String>> consumed = new TreeMap<>();
        json("topology.json").path("queues").properties().forEach(queue -> {
            Set<String> types = consumed.computeIfAbsent(queue.getKey(), service -> new TreeSet<>());
            queue.getValue().forEach(type -> types.add(type.asText()));
        });
        return consumed;
    }

    /// The service that publishes a type: `customer` of `customer.erased.v1`.
    static String owner(String type) {
        return type.substring(0, type.indexOf('.'));
    }
}
