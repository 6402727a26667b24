package io.coterie.kit.sql;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// One value of each of the rows that are written together.
public interface Column<T> {
    /// The column as an array, which `unnest` takes.
    Object of(List<T> rows);

    /// The value of one row.
    interface Value<T, V> {
        @Nullable
        V of(T row);
    }

    /// @param array makes the array, such as `UUID[]::new`
    static <T, V> Column<T> column(IntFunction<@Nullable V[]> array, Value<T, V> value) {
        return rows -> {
            @Nullable V[] values = array.apply(rows.size());
            for (int i = 0; i < values.length; i++) {
                values[i] = value.of(rows.get(i));
            }
            return values;
        };
    }
}
