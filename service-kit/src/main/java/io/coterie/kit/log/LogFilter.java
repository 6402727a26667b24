package io.coterie.kit.log;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/// Lets every line through, but no words of exceptions that may quote data, and no paths and queries of requests that
/// failed: they hold tokens and addresses. So this holds for what libraries log, too.
@LoggingFilter(name = "discretion")
public final class LogFilter implements Filter {
    private static final String FAILED_REQUESTS = "io.quarkus.vertx.http.runtime.QuarkusErrorHandler";

    @Override
    public boolean isLoggable(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            record.setThrown(LoggedFault.of(thrown));
        }
        Object[] parameters = record.getParameters();
        if (parameters != null && Arrays.stream(parameters).anyMatch(each -> isPrivate(each, record))) {
            record.setParameters(Arrays.stream(parameters)
                    .map(each -> isPrivate(each, record) ? discreet(each) : each)
                    .toArray());
        }
        return true;
    }

    private static boolean isPrivate(Object parameter, LogRecord record) {
        return parameter instanceof Throwable
                || (FAILED_REQUESTS.equals(record.getLoggerName())
                        && parameter instanceof String text
                        && text.startsWith("/"));
    }

    private static Object discreet(Object parameter) {
        return parameter instanceof Throwable fault ? FaultText.of(fault) : "(path)";
    }
}
