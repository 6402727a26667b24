package io.coterie.local.postgres;

import io.coterie.local.state.Piece;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// A PostgreSQL server of one's own on the loopback address. Every connection needs a password.
public final class PostgresServer implements AutoCloseable {
    /// @param binaries where the server's programs are unpacked
    /// @param data kept between starts
    /// @param durable off only where losing the data does not matter
    public record Settings(Path binaries, Path data, int port, String password, boolean durable) {}

    private static final String PASSWORDS_ONLY = "host all all 127.0.0.1/32 scram-sha-256\n";

    private final EmbeddedPostgres server;
    private final Settings settings;

    private PostgresServer(EmbeddedPostgres server, Settings settings) {
        this.server = server;
        this.settings = settings;
    }

    /// Remembers the server that runs in a data folder, so that it can be stopped when this process is gone.
    public static void remember(Piece piece, Path data) {
        var pidFile = data.resolve("postmaster.pid");
        try {
            if (Files.exists(pidFile)) {
                var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
                piece.remember(pid, data.toString(), Piece.Ending.INT);
            }
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException("cannot read " + pidFile, e);
        }
    }

    public static PostgresServer start(Settings settings) {
        var switched = settings.durable() ? "on" : "off";
        try {
            var server = new PostgresServer(
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(settings.binaries().toFile())
                            .setDataDirectory(settings.data())
                            .setCleanDataDirectory(false)
                            .setRegisterShutdownHook(false)
                            .setPort(settings.port())
                            .setPGStartupWait(Duration.ofSeconds(90))
                            .setConnectConfig("password", settings.password())
                            .setServerConfig("fsync", switched)
                            .setServerConfig("synchronous_commit", switched)
                            .setServerConfig("full_page_writes", switched)
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("listen_addresses", "127.0.0.1")
                            .setServerConfig("unix_socket_directories", "''")
                            // statements and details of errors quote rows: its log must not
                            .setServerConfig("log_error_verbosity", "terse")
                            .setServerConfig("log_min_error_statement", "panic")
                            .setServerConfig("log_parameter_max_length_on_error", "0")
                            .start(),
                    settings);
            server.requirePasswords();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start in " + settings.data(), e);
        }
    }

    public int port() {
        return settings.port();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database + "?reWriteBatchedInserts=true";
    }

    /// Makes the role and its database of the same name where missing, and sets the role's password.
    public void ensureDatabase(String name, String password) {
        try (var connection = connection("postgres")) {
            if (isMissing(connection, "select from pg_roles where rolname = ?", name)) {
                execute(connection, "create role %s login".formatted(name));
            }
            execute(connection, "alter role %s password '%s'".formatted(name, password));
            if (isMissing(connection, "select from pg_database where datname = ?", name)) {
                execute(connection, "create database %1$s owner %1$s".formatted(name));
                execute(connection, "revoke connect on database %s from public".formatted(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot prepare the database " + name, e);
        }
    }

    /// A connection of the superuser.
    public Connection connection(String database) throws SQLException {
        return server.getDatabase("postgres", database, Map.of("password", settings.password()))
                .getConnection();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop in " + settings.data(), e);
        }
    }

    /// A fresh cluster trusts local users: give the superuser a password, then accept nobody without one.
    private void requirePasswords() throws IOException {
        var accessRules = settings.data().resolve("pg_hba.conf");
        if (Files.readString(accessRules).equals(PASSWORDS_ONLY)) {
            return;
        }
        try (var connection = connection("postgres")) {
            execute(connection, "alter role postgres password '%s'".formatted(settings.password()));
            Files.writeString(accessRules, PASSWORDS_ONLY);
            execute(connection, "select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot set the superuser's password", e);
        }
    }

    private static boolean isMissing(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
