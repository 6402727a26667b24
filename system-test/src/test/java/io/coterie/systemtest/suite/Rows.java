package io.coterie.systemtest.suite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looks straight into one service's database. The connection is made anew when the server was away.
public final class Rows {
    private final String url;
    private final String password;
    private @Nullable Connection connection;

    Rows(String url, String password) {
        this.url = url;
        this.password = password;
    }

    @FunctionalInterface
    public interface Reading<T> {
        T from(ResultSet row) throws SQLException;
    }

    /// Arrays of strings and UUIDs become arrays of the database.
    public synchronized <T> List<T> query(String sql, Reading<T> reading, Object... parameters) {
        try (var statement = open().prepareStatement(sql)) {
            bind(statement, parameters);
            var found = new ArrayList<T>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reading.from(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            close();
            throw new IllegalStateException(sql, e);
        }
    }

    public long count(String sql, Object... parameters) {
        return query(sql, row -> row.getLong(1), parameters).getFirst();
    }

    /// The first column.
    public TreeSet<String> strings(String sql, Object... parameters) {
        return new TreeSet<>(query(sql, row -> row.getString(1), parameters));
    }

    /// From the first column to the second.
    public Map<String, String> map(String sql, Object... parameters) {
        var map = new HashMap<String, String>();
        query(sql, row -> map.put(row.getString(1), row.getString(2)), parameters);
        return map;
    }

    private Connection open() throws SQLException {
        var open = connection;
        if (open == null || !open.isValid(2)) {
            var settings = new Properties();
            settings.setProperty("user", "postgres");
            settings.setProperty("password", password);
            settings.setProperty("connectTimeout", "3");
            settings.setProperty("socketTimeout", "60");
            open = DriverManager.getConnection(url, settings);
            connection = open;
        }
        return open;
    }

    private static void bind(PreparedStatement statement, Object[] parameters) throws SQLException {
        for (var i = 0; i < parameters.length; i++) {
            statement.setObject(
                    i + 1,
                    parameters[i] instanceof Object[] array
                            ? statement
                                    .getConnection()
                                    .createArrayOf(array instanceof String[] ? "text" : "uuid", array)
                            : parameters[i]);
        }
    }

    synchronized void close() {
        var old = connection;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException gone) {
                // the server closed it first
            }
        }
    }
}
