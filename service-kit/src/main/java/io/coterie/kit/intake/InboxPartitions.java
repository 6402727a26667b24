package io.coterie.kit.intake;

import io.coterie.kit.retention.Retained;
import io.coterie.kit.sql.StoreFailure;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/// Keeps one partition a day of the inbox: some days ahead, thirty days back.
///
/// Days are of the machine's clock, for so are the ids of events. An id of a day without a partition goes to the
/// default one and is remembered all the same.
@Singleton
class InboxPartitions implements Retained {
    private static final int DAYS_AHEAD = 3;
    private static final int DAYS_KEPT = 30;
    private static final String PREFIX = "inbox_d";
    private static final String EXISTING = "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
            + " WHERE i.inhparent = 'inbox'::regclass AND c.relname LIKE 'inbox\\_d2%'";

    private static final String DELETE_STRAYS = """
            DELETE FROM inbox_default
            WHERE event_id IN (SELECT event_id FROM inbox_default WHERE event_id < ? LIMIT ? FOR UPDATE SKIP LOCKED)
            """;

    private final DataSource dataSource;

    InboxPartitions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void atStart(@Observes StartupEvent started) throws SQLException {
        keep();
    }

    @Override
    public String kept() {
        return "inbox rows";
    }

    /// Old days go at once; old ids that came when their day had no partition go row by row.
    @Override
    public int deleteSome(int most) {
        try {
            keep();
            return deleteStrays(most);
        } catch (SQLException failed) {
            throw new StoreFailure("the inbox could not be cut back", failed);
        }
    }

    private int deleteStrays(int most) throws SQLException {
        LocalDate oldestKept = LocalDate.now(ZoneOffset.UTC).minusDays(DAYS_KEPT);
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE_STRAYS)) {
            delete.setObject(1, lowest(oldestKept));
            delete.setInt(2, most);
            return delete.executeUpdate();
        }
    }

    void keep() throws SQLException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtext('inbox-partitions'))");
            try {
                List<String> existing = existing(statement);
                for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
                    create(statement, today.plusDays(ahead), existing);
                }
                drop(statement, nameOf(today.minusDays(DAYS_KEPT)), existing);
            } finally {
                statement.execute("SELECT pg_advisory_unlock(hashtext('inbox-partitions'))");
            }
        }
    }

    private static List<String> existing(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(EXISTING)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static void create(Statement statement, LocalDate day, List<String> existing) throws SQLException {
        if (!existing.contains(nameOf(day)) && !holdsRowsOf(statement, day)) {
            statement.execute("CREATE TABLE " + nameOf(day) + " PARTITION OF inbox FOR VALUES FROM ('" + lowest(day)
                    + "') TO ('" + lowest(day.plusDays(1)) + "')");
        }
    }

    /// A day whose first events already went to the default partition stays there.
    private static boolean holdsRowsOf(Statement statement, LocalDate day) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM inbox_default WHERE event_id >= '"
                + lowest(day) + "' AND event_id < '" + lowest(day.plusDays(1)) + "')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void drop(Statement statement, String oldestKept, List<String> existing) throws SQLException {
        for (String name : existing) {
            if (name.compareTo(oldestKept) < 0) {
                statement.execute("DROP TABLE " + name);
            }
        }
    }

    private static String nameOf(LocalDate day) {
        return PREFIX + day.toString().replace("-", "");
    }

    /// The lowest UUID whose first 48 bits are this day's first millisecond.
    private static UUID lowest(LocalDate day) {
        return new UUID(day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << 16, 0);
    }
}
