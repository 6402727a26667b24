package io.coterie.kit.erasure;

import io.coterie.kit.sql.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a service of these tests knows of people: their letters, and letters that are on their way.
@Singleton
class Letters implements PersonalData {
    final List<ErasureCompleted> receipts = new CopyOnWriteArrayList<>();
    private final Database database;

    Letters(Database database) {
        this.database = database;
    }

    @Override
    public List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new TableRows(database, "letters", "letter", "bucket, customer_id, no"));
        kinds.add(new OnTheirWay());
        return kinds;
    }

    @Override
    public void erased(Erasure erasure, ErasureCompleted receipt) {
        receipts.add(receipt);
    }

    private final class OnTheirWay implements Kind {
        @Override
        public String name() {
            return "on their way";
        }

        @Override
        public Slice erase(Erasure erasure, String after) {
            return Slice.NONE;
        }

        @Override
        public boolean remains(Erasure erasure) {
            return database.first("SELECT 1 FROM on_its_way WHERE customer_id = ANY (?)", row -> true, (Object)
                            erasure.customers())
                    .isPresent();
        }
    }
}
