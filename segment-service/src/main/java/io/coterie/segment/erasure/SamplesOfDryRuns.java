package io.coterie.segment.erasure;

import io.coterie.kit.erasure.Erasure;
import io.coterie.kit.erasure.Kind;
import io.coterie.kit.sql.Database;
import java.util.Arrays;
import java.util.UUID;

/// A dry run remembers some of those whom it counted, and whom it reached last. The counts stay. One that stands at an
/// erased customer has lost its place. Those that run are looked at in any case: a slice may be about to commit.
final class SamplesOfDryRuns implements Kind {
    private static final String FORGET = """
            UPDATE dry_run SET
                some_entering = ARRAY (SELECT c FROM unnest(some_entering) c WHERE c <> ALL (?)),
                some_leaving = ARRAY (SELECT c FROM unnest(some_leaving) c WHERE c <> ALL (?)),
                some_staying = ARRAY (SELECT c FROM unnest(some_staying) c WHERE c <> ALL (?)),
                after_customer = CASE WHEN after_customer = ANY (?)
                    THEN '00000000-0000-0000-0000-000000000000' ELSE after_customer END,
                state = CASE WHEN after_customer = ANY (?) AND state = 'RUNNING' THEN 'FAILED' ELSE state END,
                failure = CASE WHEN after_customer = ANY (?) AND state = 'RUNNING'
                    THEN 'a customer was erased where it stood; begin another' ELSE failure END
            WHERE state = 'RUNNING' OR some_entering && ? OR some_leaving && ? OR some_staying && ? OR after_customer = ANY (?)
            """;

    private final Database database;

    SamplesOfDryRuns(Database database) {
        this.database = database.failingWith("samples of dry runs could not be erased");
    }

    @Override
    public String name() {
        return "dry runs";
    }

    @Override
    public Slice erase(Erasure erasure, String after) {
        UUID[] erased = erasure.customerIds().toArray(UUID[]::new);
        Object[] parameters = new Object[10];
        Arrays.fill(parameters, erased);
        return new Slice(database.update(FORGET, parameters), null);
    }
}
