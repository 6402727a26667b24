package io.coterie.bench.recompute;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// The same member sets by DuckDB, in process and in memory, one statement a segment, each of which writes its set.
final class DuckDb implements AutoCloseable {
    private static final String[] KINDS = {
        "SELECT id FROM customers WHERE country = 'C%1$d'",
        "SELECT customer AS id FROM facts WHERE event = 'Order Completed' AND %6$s GROUP BY 1 HAVING count(*) >= %2$d",
        "SELECT customer AS id FROM facts WHERE event = 'Order Completed' AND %6$s GROUP BY 1 HAVING sum(value) >= %4$d",
        "SELECT customer AS id FROM facts WHERE event = 'Product Viewed' AND %6$s GROUP BY 1 HAVING count(*) >= %2$d",
        "SELECT DISTINCT v.customer AS id FROM facts v JOIN facts o ON o.customer = v.customer AND o.at > v.at"
                + " AND o.at <= v.at + INTERVAL %3$d HOUR WHERE v.event = 'Product Viewed' AND o.event = 'Order Completed'"
                + " AND v.at > TIMESTAMP '%7$s' - INTERVAL 30 DAY",
        "SELECT customer AS id FROM facts WHERE event = 'nps' AND %6$s GROUP BY 1 HAVING arg_max(value, at) <= %5$d",
        "SELECT customer AS id FROM facts WHERE event = 'Product Viewed' AND %6$s AND customer IN (SELECT id FROM m2)"
                + " GROUP BY 1",
        "SELECT customer AS id FROM facts WHERE event = 'Order Completed' AND %6$s GROUP BY 1 HAVING avg(value) >= %4$d",
        "SELECT id FROM customers WHERE id NOT IN (SELECT customer FROM facts WHERE event = 'Order Completed' AND %6$s)",
        "SELECT id FROM customers WHERE age >= %3$d",
    };

    private final Connection connection;

    /// @param threads as many as the machine has, which segment-service and PostgreSQL share
    DuckDb(int threads) throws SQLException {
        this.connection = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads = " + threads);
        execute("SET TimeZone = 'UTC'");
    }

    void load(Population population) throws SQLException {
        execute("CREATE TABLE customers (id UUID, country VARCHAR, age INTEGER)");
        execute("CREATE TABLE facts (customer UUID, event VARCHAR, at TIMESTAMP, value DECIMAL(12, 2))");
        execute("COPY customers FROM '%s' (HEADER false)".formatted(population.customers()));
        execute("COPY facts FROM '%s' (HEADER false)".formatted(population.facts()));
    }

    /// Returns the sizes of the sets.
    Map<Integer, Long> compute(int segments, Instant now) throws SQLException {
        for (int i = 0; i < segments; i++) {
            execute("CREATE TABLE m%d AS %s".formatted(i, statement(i, now)));
        }
        Map<Integer, Long> sizes = new LinkedHashMap<>();
        for (int i = 0; i < segments; i++) {
            try (var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM m" + i)) {
                rows.next();
                sizes.put(i, rows.getLong(1));
            }
        }
        return sizes;
    }

    /// The numbers are those of [io.coterie.bench.segments.FiftySegments].
    private static String statement(int i, Instant now) {
        String at = now.toString().replace("T", " ").replace("Z", "");
        String window = "at > TIMESTAMP '%s' - INTERVAL %d DAY AND at <= TIMESTAMP '%s'".formatted(at, 10 + i, at);
        return KINDS[i % KINDS.length].formatted(i, 1 + i % 4, 10 + i, 20 + i, i % 7, window, at);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
