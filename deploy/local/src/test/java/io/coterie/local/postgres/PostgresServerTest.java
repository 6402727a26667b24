package io.coterie.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coterie.local.postgres.PostgresServer.Settings;
import io.coterie.local.state.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @TempDir
    Path folder;

    @Test
    void whatWasCommittedIsThereAfterARestart() throws Exception {
        var settings = settings();
        try (var server = PostgresServer.start(settings)) {
            server.ensureDatabase("customer", "theirs");
            try (var connection = owner(server)) {
                connection.createStatement().execute("create table fact as select 42 as answer");
            }
        }

        try (var server = PostgresServer.start(settings)) {
            server.ensureDatabase("customer", "theirs");
            try (var connection = owner(server)) {
                assertThat(first(connection, "select answer from fact")).isEqualTo("42");
            }
        }
    }

    @Test
    void theServerIsDurableAndLetsNobodyInWithoutAPassword() throws Exception {
        try (var server = PostgresServer.start(settings())) {
            server.ensureDatabase("customer", "theirs");

            try (var connection = owner(server)) {
                assertThat(first(connection, "show fsync")).isEqualTo("on");
                assertThat(first(connection, "show synchronous_commit")).isEqualTo("on");
                assertThat(first(connection, "show listen_addresses")).isEqualTo("127.0.0.1");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "guessed"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("customer"), "customer", "guessed"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aServiceCannotReadAnothersDatabase() throws Exception {
        try (var server = PostgresServer.start(settings())) {
            server.ensureDatabase("customer", "theirs");
            server.ensureDatabase("segment", "others");

            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("segment"), "customer", "theirs"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    private Settings settings() {
        var programs = Path.of("target", "postgresql").toAbsolutePath();
        return new Settings(programs, folder.resolve("data"), Ports.anyFree(), "the-superusers", true);
    }

    private static Connection owner(PostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("customer"), "customer", "theirs");
    }

    private static String first(Connection connection, String query) throws SQLException {
        try (var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
