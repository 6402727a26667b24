package io.coterie.kit.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns Java's values into PostgreSQL's.
final class Parameters {
    private Parameters() {}

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            bind(statement, i + 1, values[i]);
        }
    }

    private static void bind(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case Instant time -> statement.setObject(at, time.atOffset(ZoneOffset.UTC));
            case byte[] bytes -> statement.setBytes(at, bytes);
            case byte[][] rows -> array(statement, at, "bytea", rows);
            case UUID[] ids -> array(statement, at, "uuid", ids);
            case String[] texts -> array(statement, at, "text", texts);
            case Short[] numbers -> array(statement, at, "int2", numbers);
            case Integer[] numbers -> array(statement, at, "int4", numbers);
            case Long[] numbers -> array(statement, at, "int8", numbers);
            case Boolean[] flags -> array(statement, at, "bool", flags);
            case Instant[] times -> array(statement, at, "timestamptz", texts(times));
            default -> statement.setObject(at, value);
        }
    }

    private static void array(PreparedStatement statement, int at, String type, @Nullable Object[] values)
            throws SQLException {
        statement.setArray(at, statement.getConnection().createArrayOf(type, values));
    }

    private static @Nullable String[] texts(@Nullable Instant[] times) {
        return Arrays.stream(times)
                .map(time -> time == null ? null : time.toString())
                .toArray(String[]::new);
    }
}
