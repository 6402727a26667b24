package io.coterie.customer.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coterie.customer.imports.ImportTable.Leased;
import io.coterie.customer.source.Source;
import io.coterie.customer.source.Sources;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Works through an import from where it stands, chunk by chunk.
@Singleton
class ImportRun {
    private static final int CHUNK_ROWS = 500;

    private final Sources sources;
    private final Uploads uploads;
    private final ImportTable imports;
    private final WriteChunk writeChunk;
    private final ObjectMapper json;

    ImportRun(Sources sources, Uploads uploads, ImportTable imports, WriteChunk writeChunk, ObjectMapper json) {
        this.sources = sources;
        this.uploads = uploads;
        this.imports = imports;
        this.writeChunk = writeChunk;
        this.json = json;
    }

    /// Returns when the file is done, or after the chunk at which there is no more leave to go on.
    void run(Leased lease, BooleanSupplier mayGoOn) throws IOException {
        Mapping mapping = Mapping.of(json.readTree(lease.mapping()));
        Source source = sources.withKey(mapping.source()).orElseThrow();
        Columns columns = columns(lease, mapping);
        Rows rows = new Rows(mapping, columns, source.id(), lease.sha256());
        var job = new WriteChunk.Job(lease, source, mapping.historical());
        long firstRow = mapping.format().header() ? 2 : 1;
        try (var file = new FileReader(
                () -> uploads.open(lease.id()), mapping.format(), Math.max(firstRow, lease.nextLine()))) {
            boolean more = true;
            while (more && mayGoOn.getAsBoolean()) {
                more = writeNext(job, rows, file);
            }
            if (!more) {
                imports.done(lease);
            }
        }
    }

    private Columns columns(Leased lease, Mapping mapping) throws IOException {
        try (var file = new FileReader(() -> uploads.open(lease.id()), mapping.format(), 1)) {
            Line first = file.next();
            if (first == null) {
                throw new IOException("the file is empty");
            }
            return Columns.of(mapping, first);
        }
    }

    /// False where that was the last chunk.
    private boolean writeNext(WriteChunk.Job job, Rows rows, FileReader file) throws IOException {
        List<Row> chunk = new ArrayList<>(CHUNK_ROWS);
        Line line = null;
        while (chunk.size() < CHUNK_ROWS && (line = file.next()) != null) {
            Row row = Row.of(rows, line);
            chunk.add(row);
            if (row.isRejected() && line.spansLines()) {
                file.retryBelow(line);
            }
        }
        if (!chunk.isEmpty()) {
            writeChunk.write(job, chunk);
        }
        return line != null;
    }
}
