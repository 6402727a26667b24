package io.coterie.segment.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.sql.Database;

/// The lists that a customer is on or was on; their sizes shrink with it. Lists are locked before their members, as by
/// whoever changes them.
final class PlacesOnLists implements Kind {
    private static final String LOCK = """
            SELECT id FROM static_list
            WHERE id IN (SELECT list_id FROM list_member WHERE bucket = ANY (?) AND customer_id = ANY (?))
            ORDER BY id FOR UPDATE
            """;
    private static final String SHRINK = """
            UPDATE static_list SET size = size - gone.members
            FROM (SELECT list_id, count(*) AS members FROM list_member
                  WHERE bucket = ANY (?) AND customer_id = ANY (?) AND until_version IS NULL GROUP BY list_id) AS gone
            WHERE id = gone.list_id
            """;
    private static final String DELETE = "DELETE FROM list_member WHERE bucket = ANY (?) AND customer_id = ANY (?)";
    private static final String RESTART = """
            UPDATE list_work SET after_customer = '00000000-0000-0000-0000-000000000000'
            WHERE after_customer = ANY (?)
            """;

    private final Database database;

    PlacesOnLists(Database database) {
        this.database = database.failingWith("places on lists could not be erased");
    }

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        Integer[] buckets = TableRows.buckets(erasure);
        database.query(LOCK, row -> true, buckets, erasure.customers());
        database.update(SHRINK, buckets, erasure.customers());
        int erased = database.update(DELETE, buckets, erasure.customers());
        int restarted = database.update(RESTART, (Object) erasure.customers());
        return new Slice(erased + restarted, null);
    }
}
