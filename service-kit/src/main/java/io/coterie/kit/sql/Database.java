package io.coterie.kit.sql;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Plain SQL within the running transaction, or each statement by itself where there is none. Every method throws
/// [StoreFailure].
///
/// Parameters may be whatever the driver takes, instants, and arrays, which `unnest` makes rows: of UUIDs, strings,
/// numbers, booleans, instants and bytes. An array that is the only parameter must be cast to `Object`.
@Singleton
public class Database {
    private final DataSource dataSource;
    private final @Nullable String complaint;

    @Inject
    public Database(DataSource dataSource) {
        this(dataSource, null);
    }

    private Database(DataSource dataSource, @Nullable String complaint) {
        this.dataSource = dataSource;
        this.complaint = complaint;
    }

    /// The same database, whose failures say what could not be done.
    public Database failingWith(String what) {
        return new Database(dataSource, what);
    }

    /// Makes an object of the row that the result stands on.
    @FunctionalInterface
    public interface Reading<T extends @Nullable Object> {
        T from(ResultSet row) throws SQLException;
    }

    public <T extends @Nullable Object> List<T> query(String sql, Reading<T> reading, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            Parameters.bind(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.from(rows));
                }
            }
            return found;
        });
    }

    /// Empty when there is no row, and when the first one reads as null.
    public <T> Optional<T> first(String sql, Reading<? extends @Nullable T> reading, @Nullable Object... parameters) {
        List<? extends @Nullable T> found = query(sql, reading, parameters);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.getFirst());
    }

    /// The number of rows that were written.
    public int update(String sql, @Nullable Object... parameters) {
        return prepared(sql, statement -> {
            Parameters.bind(statement, parameters);
            return statement.executeUpdate();
        });
    }

    /// The same statement once per row of parameters, and how many rows each wrote where the driver can tell (updates;
    /// for inserts it cannot). An insert's rows must not hit one key twice.
    public int[] batch(String sql, Collection<? extends @Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return new int[0];
        }
        return prepared(sql, statement -> {
            for (@Nullable Object[] row : rows) {
                Parameters.bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /// One statement for all these rows, which reads them with `unnest`, a parameter for each column; returns how many
    /// rows were written.
    @SafeVarargs
    public final <T> int rows(String sql, List<T> rows, Column<T>... columns) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<Object> arrays = new ArrayList<>(columns.length);
        for (Column<T> column : columns) {
            arrays.add(column.of(rows));
        }
        return update(sql, arrays.toArray());
    }

    /// A `timestamptz` column, exact to the microsecond.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalInstant(row, column), column);
    }

    public static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(String sql, Work<T> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.with(statement);
        } catch (SQLException failed) {
            throw complaint == null ? new StoreFailure(failed) : new StoreFailure(complaint, failed);
        }
    }
}
