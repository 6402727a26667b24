package io.coterie.kit.erasure;

import io.coterie.kit.event.Bucket;
import io.coterie.kit.sql.Database;

/// The rows of a table with the columns `bucket` and `customer_id`, deleted in the order of their key.
public final class TableRows implements Kind {
    private static final int MOST_ROWS = 5_000;

    private final Database database;
    private final String name;
    private final String delete;

    /// @param key the columns that name a row, separated by commas
    public TableRows(Database database, String name, String table, String key) {
        this.database = database.failingWith(name + " could not be erased");
        this.name = name;
        this.delete = """
                DELETE FROM %1$s WHERE (%2$s) IN (
                    SELECT %2$s FROM %1$s WHERE bucket = ANY (?) AND customer_id = ANY (?)
                    ORDER BY %2$s LIMIT ? FOR UPDATE)
                """.formatted(table, key);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        int erased = database.update(delete, buckets(erasure), erasure.customers(), MOST_ROWS);
        return new Slice(erased, erased == 0 ? null : after);
    }

    /// For `bucket = ANY (?)`.
    public static Integer[] buckets(Erasure erasure) {
        return erasure.customerIds().stream().map(Bucket::of).distinct().toArray(Integer[]::new);
    }
}
