package io.coterie.customer.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.sql.Database;

/// A file that was uploaded before the erasure may name the person. Their rows are refused, but the file itself is
/// deleted when its import has ended: the erasure ends after that.
final class OpenImports implements Kind {
    private static final String OPEN = """
            SELECT 1 FROM import_job WHERE state IN ('receiving', 'waiting', 'running') AND created_at <= ? LIMIT 1
            """;

    private final Database database;

    OpenImports(Database database) {
        this.database = database.failingWith("open imports could not be looked for");
    }

    @Override
    public String name() {
        return "imports";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        return Slice.NONE;
    }

    @Override
    public boolean remains(Erasure erasure) {
        return database.first(OPEN, row -> true, erasure.erasedAt()).isPresent();
    }
}
