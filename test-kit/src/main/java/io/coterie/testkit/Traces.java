package io.coterie.testkit;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Looks for somebody in every column of every table: what an erasure has to leave nothing of.
public final class Traces {
    private static final String COLUMNS = """
            SELECT c.table_name, c.column_name FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
            ORDER BY 1, 2
            """;

    private Traces() {}

    /// The columns, as `table.column`, in which one of the texts stands, whatever their type. Case does not matter; in
    /// bytes a text is found as UTF-8, an id also as its 16 bytes.
    public static Set<String> in(DataSource dataSource, Object... texts) {
        String[] needles = Stream.of(texts).flatMap(Traces::spellings).toArray(String[]::new);
        Set<String> found = new TreeSet<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String[] column : columns(connection)) {
                if (contains(connection, column[0], column[1], needles)) {
                    found.add(column[0] + "." + column[1]);
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return found;
    }

    private static Stream<String> spellings(Object text) {
        String plain = text.toString().toLowerCase(Locale.ROOT);
        Stream<String> bytes = Stream.of(text.toString(), plain)
                .map(each -> HexFormat.of().formatHex(each.getBytes(StandardCharsets.UTF_8)));
        Stream<String> id =
                text instanceof UUID uuid ? Stream.of(uuid.toString().replace("-", "")) : Stream.empty();
        return Stream.of(Stream.of(plain), bytes, id).flatMap(all -> all).distinct();
    }

    private static List<String[]> columns(Connection connection) throws SQLException {
        List<String[]> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                columns.add(new String[] {rows.getString(1), rows.getString(2)});
            }
        }
        return columns;
    }

    private static boolean contains(Connection connection, String table, String column, String[] needles)
            throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM "%s" AS t, unnest(?) AS n(needle)
                               WHERE position(needle IN lower(t."%s"::text)) > 0)
                """.formatted(table, column);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", needles));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
