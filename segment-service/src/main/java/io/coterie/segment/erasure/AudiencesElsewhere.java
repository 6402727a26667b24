package io.coterie.segment.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.erasure.TableRows;
import io.coterie.kit.sql.Database;
import java.util.UUID;

/// Audiences that a person was ever a member of are told to forget the person, whatever else was waiting to be told;
/// the id stays until they have taken that. So this comes before the history is erased, which says where the person
/// was, and before the members, of whom the history lacks some while a cut-over is being told. A walk through members
/// that stands at an erased customer, or has one at the end of the page that is out, begins again.
final class AudiencesElsewhere implements Kind {
    private static final String FORGET =
            "DELETE FROM audience_change WHERE customer_id = ANY (?) AND change <> 'erased'";
    private static final String TELL = """
            INSERT INTO audience_change (sync_id, bucket, customer_id, change, effective_at, recorded_at)
            SELECT s.id, c.bucket, c.customer_id, 'erased', ?, ?
            FROM (SELECT bucket, customer_id, segment_id FROM membership_change
                  WHERE bucket = ANY (?) AND customer_id = ANY (?)
                  UNION
                  SELECT bucket, customer_id, segment_id FROM member
                  WHERE bucket = ANY (?) AND customer_id = ANY (?)) AS c
            JOIN audience_sync s USING (segment_id)
            """;
    private static final String RESTART = """
            UPDATE audience_sync SET stage = 'BEGIN', is_out = false, snapshot_members = 0, snapshot_as_of = NULL,
                page_until = NULL, after_customer = '00000000-0000-0000-0000-000000000000',
                snapshot_id = gen_random_uuid()
            WHERE after_customer = ANY (?) OR page_until = ANY (?)
            """;

    private final Database database;

    AudiencesElsewhere(Database database) {
        this.database = database.failingWith("audiences elsewhere could not be told of an erasure");
    }

    @Override
    public String name() {
        return "audiences";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        UUID[] erased = erasure.customers();
        database.update(RESTART, erased, erased);
        int forgotten = database.update(FORGET, (Object) erased);
        Integer[] buckets = TableRows.buckets(erasure);
        database.update(TELL, erasure.erasedAt(), erasure.erasedAt(), buckets, erased, buckets, erased);
        return new Slice(forgotten, null);
    }
}
