package io.coterie.customer.store;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Plain SQL within the running transaction, for work on sets of rows: arrays go in, `unnest` makes them rows.
@Singleton
public class Database {
    private final DataSource dataSource;

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Makes an object of the row that the result stands on.
    @FunctionalInterface
    public interface Reading<T> {
        T from(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Reading<T> reading, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.from(rows));
                }
            }
            return found;
        } catch (SQLException failed) {
            throw new StoreFailure(failed);
        }
    }

    /// The number of rows that were written.
    public int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(connection, statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new StoreFailure(failed);
        }
    }

    /// A `timestamptz` column as an instant.
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalInstant(row, column), column);
    }

    public static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, java.time.OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static void bind(Connection connection, PreparedStatement statement, @Nullable Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            bind(connection, statement, i + 1, parameters[i]);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int at, @Nullable Object parameter)
            throws SQLException {
        switch (parameter) {
            case null -> statement.setNull(at, Types.NULL);
            case UUID[] ids -> statement.setArray(at, connection.createArrayOf("uuid", ids));
            case String[] texts -> statement.setArray(at, connection.createArrayOf("text", texts));
            case Integer[] numbers -> statement.setArray(at, connection.createArrayOf("int4", numbers));
            case Long[] numbers -> statement.setArray(at, connection.createArrayOf("int8", numbers));
            case Boolean[] flags -> statement.setArray(at, connection.createArrayOf("bool", flags));
            case Instant[] times -> statement.setArray(at, connection.createArrayOf("timestamptz", texts(times)));
            case Instant time -> statement.setObject(at, time.atOffset(ZoneOffset.UTC));
            case byte[] bytes -> statement.setBytes(at, bytes);
            default -> statement.setObject(at, parameter);
        }
    }

    private static String[] texts(Instant[] times) {
        return Arrays.stream(times).map(Instant::toString).toArray(String[]::new);
    }
}
