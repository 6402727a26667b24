package io.coterie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private static final String SECRET = "ann@example.test";
    private static final PatternFormatter MESSAGE = new PatternFormatter("%s");
    private final LogFilter filter = new LogFilter();

    @Test
    void anExceptionIsLoggedWithItsPlaceAndWithoutItsWords() {
        var record = record("io.coterie", "it failed");
        record.setThrown(new IllegalStateException("a row failed", new SQLException("(" + SECRET + ")", "23505")));

        assertThat(filter.isLoggable(record)).isTrue();

        var trace = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .contains("java.lang.IllegalStateException: a row failed")
                .contains("Caused by: java.sql.SQLException (SQL state 23505)")
                .contains("LogFilterTest.java")
                .doesNotContain(SECRET);
    }

    @Test
    void anExceptionInALineIsToldWithoutItsWords() {
        var record = record("io.coterie", "waits: %s", new SQLException("(" + SECRET + ")", "08001"));

        filter.isLoggable(record);

        assertThat(MESSAGE.format(record)).startsWith("waits: java.sql.SQLException (SQL state 08001)");
    }

    @Test
    void thePathOfARequestThatFailedIsNotLogged() {
        var record = record(
                "io.quarkus.vertx.http.runtime.QuarkusErrorHandler",
                "HTTP Request to %s failed, error id: %s",
                "/l/u/token?email=" + SECRET,
                "0c1a-1");

        filter.isLoggable(record);

        assertThat(MESSAGE.format(record)).isEqualTo("HTTP Request to (path) failed, error id: 0c1a-1");
    }

    @Test
    void everythingElseIsLoggedAsItIs() {
        var record = record("io.coterie", "import %s stopped at %d", "/not/a/request", 3);

        assertThat(filter.isLoggable(record)).isTrue();
        assertThat(MESSAGE.format(record)).isEqualTo("import /not/a/request stopped at 3");
    }

    private static ExtLogRecord record(String logger, String format, Object... parameters) {
        var record = new ExtLogRecord(Level.WARN, format, ExtLogRecord.FormatStyle.PRINTF, "");
        record.setLoggerName(logger);
        record.setParameters(parameters);
        return record;
    }
}
