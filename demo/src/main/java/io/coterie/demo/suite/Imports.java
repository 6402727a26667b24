package io.coterie.demo.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;

/// Files handed to the suite.
public record Imports(Service service) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// What an import came to.
    ///
    /// @param isFinal whether it is through, well or not
    public record Outcome(String state, boolean isFinal, long read, long accepted, long duplicates, long rejected) {
        private static Outcome of(JsonNode body) {
            return new Outcome(
                    body.path("state").asText(),
                    body.hasNonNull("finishedAt"),
                    body.path("read").asLong(),
                    body.path("accepted").asLong(),
                    body.path("duplicates").asLong(),
                    body.path("rejected").asLong());
        }
    }

    /// Returns when the import is through.
    public Outcome run(Path file, ImportMapping mapping) {
        var form = new Multipart().json("mapping", mapping).file("file", file);
        var id = service.post("/imports", form).path("id").asText();
        return Await.until(PATIENCE, () -> Outcome.of(service.get("/imports/" + id)), Outcome::isFinal);
    }
}
